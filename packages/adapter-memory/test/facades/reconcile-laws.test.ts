import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeAnswer,
  isWithdrawn,
  type Assessment,
  type Item,
  type LabelSchema,
  type ReviewerEmail,
} from "@labeldesk/core";
import { PEOPLE, playTwoWay, QUESTIONS, traceOf, wordOf, type Play } from "./two-way-player.js";
import { courses, type TwoWayStep } from "./two-way-steps.js";
import { dana, keyOf, trackedStates } from "./world.js";

describe("work store and tracking store, whatever people do in both", () => {
  it("agree once everything is done: on everybody's last word, on states and on decisions", async () => {
    await fc.assert(
      fc.asyncProperty(courses, async (steps) => {
        await checkCourse(steps);
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});

async function checkCourse(steps: readonly TwoWayStep[]): Promise<void> {
  const play = await playTwoWay(steps);
  const { world, session } = play;
  await world.settle(session);
  const again = await world.settle(session);
  expect(again).toMatchObject({ answers: [], states: [], decisions: [], unpublished: [] });
  expect(world.pending.map(({ kind }) => kind)).toEqual(["session.reconcile"]);
  const items = await world.review.listItems(session.runId);
  expect(items.map(({ state }) => state)).toEqual(await trackedStates(world, session.runId));
  for (const item of items) {
    const isOut = item.state === "excluded";
    // Where it is not certain, whatever the stores agree on.
    expect(play.expected.out.get(item.itemId) ?? isOut).toBe(isOut);
    if (!isOut) await checkItem(play, item);
  }
}

async function checkItem(play: Play, item: Item): Promise<void> {
  const all = await play.world.on(traceOf(item));
  let answered = 0;
  for (const who of PEOPLE) {
    const submission = await play.world.review.findSubmission(keyOf(item, who));
    for (const schema of QUESTIONS) {
      const { name } = schema;
      const last = play.expected.words.get(wordOf(item, who, name));
      expect(submission?.answers.find((answer) => answer.name === name)?.value).toEqual(last);
      const there = shownTo(all, who, schema);
      expect(there && decodeAnswer(schema, there.value)).toEqual(last);
    }
    if (submission !== undefined && !isWithdrawn(submission)) answered += 1;
  }
  expect(item.state === "complete" ? answered : PEOPLE.length).toBe(PEOPLE.length);
  const gold = all.filter(({ valid, source }) => valid && source.id === dana);
  const decided = play.expected.gold.get(item.itemId);
  expect(gold.map(({ value }) => value)).toEqual(decided === undefined ? [] : [decided]);
}

/** What anybody sees on the trace as this person's answer; of ours there is never more than one that is valid. */
function shownTo(
  all: readonly Assessment[],
  who: ReviewerEmail,
  { name, type }: LabelSchema,
): Assessment | undefined {
  const valid = all.filter(
    (one) => one.valid && one.source.id === who && one.name === name && one.type === type,
  );
  const ours = valid.filter(({ metadata }) => "labeldesk.submission" in metadata);
  expect(ours.length).toBeLessThanOrEqual(1);
  return valid.toSorted((one, other) => one.updatedAtMs - other.updatedAtMs).at(-1);
}
