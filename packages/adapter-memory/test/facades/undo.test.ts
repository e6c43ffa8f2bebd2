import { describe, expect, it } from "vitest";
import { isLabelingError, isWithdrawn, type Answer, type SubmissionKey } from "@labeldesk/core";
import { FACT, GOOD, SCORE } from "./schemas.js";
import {
  ana,
  at,
  ben,
  createWorld,
  keyOf,
  runJobs,
  trackedStates,
  workStates,
  type SessionWishes,
  type World,
} from "./world.js";

const fact = (value: string): readonly Answer[] => [{ name: "fact", value }];

async function answered(world: World, more: SessionWishes = {}) {
  const traceIds = world.addTraces(`{"q": 1}`);
  const { session, items } = await world.openSession([GOOD, FACT, SCORE], traceIds, more);
  const item = at(items, 0);
  const key = keyOf(item, ana);
  await world.answer(key, fact("a"));
  return { session, item, key, traceId: at(traceIds, 0) };
}

const edit = (world: World, key: SubmissionKey, value: string) =>
  world.review.revise({ ...key, answers: fact(value), gesture: `edit to ${value}` });

/** Undoes once; what the outcome came to. */
async function undo(world: World, key: SubmissionKey, gesture: string) {
  world.clock.advance(1);
  const outcome = await world.review.undo(key, { gesture });
  if (outcome.kind === "refused") return outcome.reason;
  return `${outcome.kind} ${outcome.submission.answers.map(({ value }) => String(value)).join()}`;
}

describe("undo", () => {
  it("brings back the answers before an edit, and publishes them", async () => {
    const world = createWorld();
    const { key, traceId } = await answered(world);
    await edit(world, key, "b");
    await world.review.publish(key);
    const outcome = await world.review.undo(key, { gesture: "undo" });
    expect(outcome).toMatchObject({
      kind: "restored",
      submission: { revision: 3, restores: 1, answers: fact("a"), publishedRevision: 2 },
    });
    await runJobs(world);
    expect(await world.labelsOn(traceId)).toEqual([{ name: "fact", value: "a", by: ana }]);
    expect((await world.review.history(key)).map(({ answers }) => answers)).toEqual(
      ["a", "b", "a"].map(fact),
    );
  });

  it.each<[string, readonly string[], readonly string[]]>([
    [
      "steps further back each time, until nothing is left",
      ["b", "c"],
      ["restored b", "restored a", "withdrawn "],
    ],
    [
      "takes a return by hand for an edit like any other",
      ["b", "a"],
      ["restored b", "restored a", "withdrawn "],
    ],
    ["undoes a first submission at once", [], ["withdrawn ", "repeated ", "repeated "]],
  ])("%s", async (_, edits, outcomes) => {
    const world = createWorld();
    const { key } = await answered(world);
    for (const value of edits) await edit(world, key, value);
    for (const [place, outcome] of outcomes.entries())
      expect(await undo(world, key, `undo ${place}`)).toBe(outcome);
  });

  it("undoes an edit that came after an undo to what the undo left", async () => {
    const world = createWorld();
    const { key } = await answered(world);
    await edit(world, key, "b");
    await edit(world, key, "c");
    expect(await undo(world, key, "1")).toBe("restored b");
    await edit(world, key, "d");
    expect(await undo(world, key, "2")).toBe("restored b");
    expect(await undo(world, key, "3")).toBe("restored a");
    expect(await undo(world, key, "4")).toBe("withdrawn ");
  });

  it("takes the same click twice for one, at once and later", async () => {
    const world = createWorld();
    const { key } = await answered(world);
    await edit(world, key, "b");
    const outcomes = await Promise.all([undo(world, key, "click"), undo(world, key, "click")]);
    expect(outcomes).toEqual(["restored a", "repeated a"]);
    expect(await undo(world, key, "click")).toBe("repeated a");
    expect(await world.review.history(key)).toHaveLength(3);
  });

  it("gives the item back to its reviewer when nothing is left, and counts the answer no more", async () => {
    const world = createWorld();
    const { session, key, traceId } = await answered(world, { labelsPerTrace: 1 });
    expect(await trackedStates(world, session.runId)).toEqual(["complete"]);
    expect(await undo(world, key, "undo")).toBe("withdrawn ");
    expect(await workStates(world, session.runId)).toEqual(["pending"]);
    expect(await world.review.next(session.runId, ben)).toMatchObject({ kind: "nothingLeft" });
    expect(await world.review.next(session.runId, ana)).toMatchObject({
      kind: "offered",
      assignment: { itemId: key.itemId },
    });
    await runJobs(world);
    expect(await world.labelsOn(traceId)).toEqual([]);
    expect(await trackedStates(world, session.runId)).toEqual(["pending"]);
    expect(await world.review.progress(session.runId)).toMatchObject({
      labels: 0,
      unpublished: 0,
      items: { complete: 0 },
    });
  });

  it("leaves an item complete that has enough answers without the one taken back", async () => {
    const world = createWorld();
    const { session, item, key } = await answered(world, { labelsPerTrace: 1 });
    // Given late, as surplus.
    await world.tracking.sessions.updateSession(session.runId, { labelsPerTrace: 2 });
    await world.review.enrol(session.runId);
    await world.answer(keyOf(item, ben), fact("a"));
    await world.tracking.sessions.updateSession(session.runId, { labelsPerTrace: 1 });
    await world.review.enrol(session.runId);
    await undo(world, key, "undo");
    await runJobs(world);
    expect(await workStates(world, session.runId)).toEqual(["complete"]);
    expect(await trackedStates(world, session.runId)).toEqual(["complete"]);
  });

  it("takes a submit after it as new answers, and an edit form that was open still", async () => {
    const world = createWorld();
    const { session, key, traceId } = await answered(world, { labelsPerTrace: 1 });
    await undo(world, key, "undo 1");
    await runJobs(world);
    const again = { ...key, answers: fact("z"), gesture: "again" };
    expect(await world.review.submit(again)).toMatchObject({
      kind: "accepted",
      submission: { revision: 3 },
    });
    expect(await world.review.submit({ ...again, gesture: "other" })).toMatchObject({
      kind: "repeated",
    });
    await runJobs(world);
    expect(await world.labelsOn(traceId)).toEqual([{ name: "fact", value: "z", by: ana }]);
    expect(await trackedStates(world, session.runId)).toEqual(["complete"]);
    expect(await undo(world, key, "undo 2")).toBe("withdrawn ");
    expect(await edit(world, key, "y")).toMatchObject({ kind: "accepted" });
  });

  it("hears the click of the first submit once more after it was taken back, and keeps it taken back", async () => {
    const world = createWorld();
    const { key } = await answered(world);
    await undo(world, key, "undo");
    const outcome = await world.review.submit({ ...key, answers: fact("a"), gesture: "submit" });
    expect(outcome.kind).toBe("repeated");
    expect((await world.review.history(key)).map(isWithdrawn)).toEqual([false, true]);
  });

  it("takes back what was never published: nothing of it reaches the trace", async () => {
    const world = createWorld();
    const traceIds = world.addTraces("{}");
    const { items } = await world.openSession([FACT], traceIds);
    const key = keyOf(at(items, 0), ana);
    await world.offer(key);
    await world.review.submit({ ...key, answers: fact("a"), gesture: "submit" });
    await undo(world, key, "undo");
    await runJobs(world);
    expect(await world.labelsOn(at(traceIds, 0))).toEqual([]);
  });

  it("works while the session is paused, and is refused where a click is", async () => {
    const world = createWorld();
    const { session, item, key } = await answered(world);
    await edit(world, key, "b");
    expect(await undo(world, keyOf(item, ben), "ben")).toBe("not-offered");
    const become = async (state: "paused" | "closed") => {
      await world.tracking.sessions.updateSession(session.runId, { state });
      await world.review.enrol(session.runId);
    };
    await become("paused");
    expect(await undo(world, key, "paused")).toBe("restored a");
    await become("closed");
    expect(await undo(world, key, "closed")).toBe("session-closed");
  });

  it("does not bring back what the session's questions no longer take", async () => {
    const world = createWorld();
    const { session, key } = await answered(world);
    await edit(world, key, "b");
    const labelSchemas = [GOOD, { ...FACT, input: { kind: "numeric" as const } }, SCORE];
    await world.tracking.sessions.updateSession(session.runId, { labelSchemas });
    await world.review.enrol(session.runId);
    await expect(world.review.undo(key, { gesture: "undo" })).rejects.toSatisfy((error) =>
      isLabelingError(error, "CONFLICT"),
    );
  });
});
