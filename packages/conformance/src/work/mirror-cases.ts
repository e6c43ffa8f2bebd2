import { expect, it } from "vitest";
import {
  adjudicationOf,
  ana,
  describePart,
  itemId,
  itemsOf,
  keyOf,
  newRunId,
  submissionOf,
  workItemsOf,
  type WorkBench,
} from "./work-bench.js";
import type { WorkStoreSuite } from "./work-store-harness.js";

/** What is taken over from the tracking store, and what is remembered of it. */
export function describeMirror(suite: WorkStoreSuite): void {
  describePart(suite, "what comes from the tracking store", (bench) => {
    stateCases(bench);
    answerCases(bench);
    decisionCases(bench);
  });
}

function stateCases(bench: WorkBench): void {
  it("takes the state that an item is added with for the one in the tracking store", async () => {
    const runId = await bench.begin({ items: 0 });
    const states = ["pending", "complete", "excluded"] as const;
    const items = itemsOf(runId, 3).map((item, index) => ({
      ...item,
      state: states[index] ?? "pending",
    }));
    await bench.within(({ assignments }) => assignments.addItems(runId, items));
    const listed = await bench.within(({ assignments }) => assignments.listItems(runId));
    expect(listed.map(({ mirroredState }) => mirroredState)).toEqual(states);
  });

  it("tells an item's state from the one in the tracking store, whichever is set", async () => {
    const runId = await bench.begin();
    const exclusion = { by: ana, reason: "spam" };
    await bench.within(async ({ assignments }) => {
      await assignments.setItemState(runId, itemId(1), "excluded", exclusion);
      const excluded = { ...workItemsOf(runId, 1)[0], state: "excluded", exclusion };
      expect(await assignments.findItem(runId, itemId(1))).toEqual(excluded);
      await assignments.setMirroredState(runId, itemId(1), "complete");
      await assignments.addItems(runId, itemsOf(runId, 1));
      expect(await assignments.findItem(runId, itemId(1))).toEqual({
        ...excluded,
        mirroredState: "complete",
      });
    });
  });

  it("shows it with everybody's assignments", async () => {
    const runId = await bench.begin();
    await bench.offer(runId, ana);
    await bench.within(async ({ assignments }) => {
      await assignments.setMirroredState(runId, itemId(1), "complete");
      expect(await assignments.listAllAssignments(runId, { limit: 9 })).toMatchObject([
        { item: { state: "pending", mirroredState: "complete" } },
      ]);
    });
  });

  it("says which item is unknown when its state in the tracking store is to be recorded", async () => {
    const runId = await bench.begin();
    await expect(
      bench.within(({ assignments }) => assignments.setMirroredState(runId, itemId(9), "complete")),
    ).rejects.toMatchObject({ code: "NOT_FOUND", message: expect.stringContaining("item-9") });
  });
}

function answerCases(bench: WorkBench): void {
  it("takes answers from the tracking store for published, and what follows for unpublished", async () => {
    const key = keyOf(newRunId(), 1, ana);
    await bench.within(async ({ submissions }) => {
      await submissions.accept(submissionOf(key, "click", 1_000));
      const read = { ...submissionOf(key, "read", 2_000), fromTracking: {} };
      const { gesture: _gesture, fromTracking: _read, ...given } = read;
      const submission = {
        ...given,
        offeredAtMs: submissionOf(key, "click", 1_000).offeredAtMs,
        firstAcceptedAtMs: 1_000,
        revision: 2,
        publishedRevision: 2,
      };
      expect(await submissions.accept(read)).toEqual({ kind: "accepted", submission });
      expect(await submissions.find(key)).toEqual(submission);
      expect(await submissions.accept(read)).toEqual({ kind: "repeated", submission });
      await submissions.accept(submissionOf(key, "later", 3_000));
      expect(await submissions.find(key)).toMatchObject({ revision: 3, publishedRevision: 2 });
    });
  });

  it("keeps the number of a revision whose predecessors are lost, never one below the next", async () => {
    const key = keyOf(newRunId(), 1, ana);
    await bench.within(async ({ submissions }) => {
      const fifth = { ...submissionOf(key, "five"), fromTracking: { revision: 5 } };
      expect(await submissions.accept(fifth)).toMatchObject({
        submission: { revision: 5, publishedRevision: 5 },
      });
      const third = { ...submissionOf(key, "three"), fromTracking: { revision: 3 } };
      expect(await submissions.accept(third)).toMatchObject({
        submission: { revision: 6, publishedRevision: 6 },
      });
      await submissions.accept(submissionOf(key, "later"));
      const history = await submissions.history(key);
      expect(history.map(({ revision }) => revision)).toEqual([5, 6, 7]);
    });
  });
}

function decisionCases(bench: WorkBench): void {
  it("takes a decision from the tracking store for published, with its number", async () => {
    const runId = newRunId();
    const { gesture, ...given } = adjudicationOf(runId, 1, "read");
    const adjudication = { ...given, revision: 4, publishedRevision: 4 };
    await bench.within(async ({ adjudications }) => {
      const read = { ...given, gesture, fromTracking: { revision: 4 } };
      expect(await adjudications.decide(read)).toEqual({ kind: "decided", adjudication });
      expect(await adjudications.decide(read)).toEqual({ kind: "repeated", adjudication });
      await adjudications.decide(adjudicationOf(runId, 1, "later"));
      expect(await adjudications.list(runId)).toMatchObject([
        { revision: 5, publishedRevision: 4 },
      ]);
    });
  });
}
