import { describe, expect, it } from "vitest";
import type { ReviewerEmail } from "@labeldesk/core";
import { GOOD } from "./schemas.js";
import {
  ana,
  at,
  ben,
  cleo,
  createWorld,
  dana,
  keyOf,
  type SessionWishes,
  type World,
} from "./world.js";

const good = [{ name: "good", value: true }];

async function answered(world: World, more: SessionWishes = {}) {
  const traceIds = world.addTraces("{}");
  const { session, items } = await world.openSession([GOOD], traceIds, {
    labelsPerTrace: 1,
    ...more,
  });
  const item = at(items, 0);
  await world.answer(keyOf(item, ana), good);
  await world.review.adjudicate({
    ...item,
    by: dana,
    answers: good,
    decidedOn: [{ reviewer: ana, revision: 1 }],
    gesture: "g",
  });
  const tab = { traceId: at(traceIds, 0), name: "good", type: "feedback", value: false } as const;
  const giveInTab = (id: ReviewerEmail) =>
    world.memory.addAssessment({ ...tab, source: { kind: "human", id } });
  giveInTab(ana);
  const see = async (viewer?: ReviewerEmail) => {
    const answers = await world.review.itemAnswers(
      session.runId,
      item.itemId,
      viewer === undefined ? {} : { viewer },
    );
    const { isBlind, submissions, adjudication, others } = answers;
    const count = submissions.length + others.length + (adjudication === undefined ? 0 : 1);
    return isBlind ? `blind ${count}` : count;
  };
  return { item, see, giveInTab };
}

describe("itemAnswers", () => {
  it("hides the others' answers and the decision from whoever has the item still to answer", async () => {
    const world = createWorld();
    const { see } = await answered(world);
    expect(await see(ben)).toBe("blind 0");
  });

  it.each<[string, ReviewerEmail | undefined, SessionWishes]>([
    ["somebody who answered", ana, {}],
    ["somebody who is not assigned", cleo, {}],
    ["nobody in particular, such as an adjudicator", undefined, {}],
    ["everybody in a session that is not blind", ben, { blind: false }],
  ])("shows them to %s", async (_, viewer, more) => {
    const world = createWorld();
    const { see } = await answered(world, more);
    expect(await see(viewer)).toBe(3);
  });

  it("shows them once the viewer answered, in the Review tab too, and hides them when that is taken back", async () => {
    const world = createWorld();
    const { item, see, giveInTab } = await answered(world, { labelsPerTrace: 2 });
    await world.answer(keyOf(item, ben), good);
    expect(await see(ben)).toBe(4);
    await world.review.undo(keyOf(item, ben), { gesture: "undo" });
    await world.review.publish(keyOf(item, ben));
    expect(await see(ben)).toBe("blind 0");
    giveInTab(ben);
    expect(await see(ben)).toBe(4);
  });

  it("shows those of an excluded item, which nobody answers any more", async () => {
    const world = createWorld();
    const { item, see } = await answered(world);
    await world.review.exclude(keyOf(item, ana), "spam");
    expect(await see(ben)).toBe(3);
  });
});
