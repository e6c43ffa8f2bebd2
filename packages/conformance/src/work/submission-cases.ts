import { expect, it } from "vitest";
import { ana, ben, describePart, itemId, keyOf, newRunId, submissionOf } from "./work-bench.js";
import type { WorkStoreSuite } from "./work-store-harness.js";

/** How submissions and their history are kept. */
export function describeSubmissions(suite: WorkStoreSuite): void {
  describePart(suite, "submissions", (bench) => {
    const accept = (...args: Parameters<typeof submissionOf>) =>
      bench.within(({ submissions }) => submissions.accept(submissionOf(...args)));

    it("numbers revisions from 1 and gives back what was accepted, with the times of the first", async () => {
      const key = keyOf(newRunId(), 1, ana);
      const { gesture: _one, ...first } = submissionOf(key, "one", 1_000);
      const { gesture: _two, ...second } = submissionOf(key, "two", 2_000);
      expect(await accept(key, "one", 1_000)).toEqual({
        kind: "accepted",
        submission: { ...first, firstAcceptedAtMs: 1_000, revision: 1, publishedRevision: 0 },
      });
      const submission = {
        ...second,
        offeredAtMs: first.offeredAtMs,
        firstAcceptedAtMs: 1_000,
        revision: 2,
        publishedRevision: 0,
      };
      expect(await accept(key, "two", 2_000)).toEqual({ kind: "accepted", submission });
      expect(await bench.within(({ submissions }) => submissions.find(key))).toEqual(submission);
    });

    it("recognises the same gesture, also after a later one", async () => {
      const key = keyOf(newRunId(), 1, ana);
      await accept(key, "one");
      await accept(key, "two");
      expect(await accept(key, "one")).toMatchObject({
        kind: "repeated",
        submission: { revision: 2 },
      });
      expect(await bench.within(({ submissions }) => submissions.history(key))).toHaveLength(2);
    });

    it("accepts one gesture once, however often it arrives at the same time", async () => {
      const key = keyOf(newRunId(), 1, ana);
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => accept(key, "tap")));
      expect(outcomes.filter(({ kind }) => kind === "accepted")).toHaveLength(1);
      expect(await bench.within(({ submissions }) => submissions.history(key))).toHaveLength(1);
    });

    it("gives different gestures that arrive at the same time different revisions", async () => {
      const key = keyOf(newRunId(), 1, ana);
      await Promise.all(["a", "b", "c", "d", "e"].map((gesture) => accept(key, gesture)));
      const history = await bench.within(({ submissions }) => submissions.history(key));
      expect(history.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5]);
    });

    it("keeps every revision, oldest first", async () => {
      const key = keyOf(newRunId(), 1, ana);
      await accept(key, "one", 1_000);
      await accept(key, "two", 2_000);
      const history = await bench.within(({ submissions }) => submissions.history(key));
      expect(
        history.map(({ acceptedAtMs, answers }) => [acceptedAtMs, answers[0]?.comment]),
      ).toEqual([
        [1_000, "by one"],
        [2_000, "by two"],
      ]);
    });

    it("keeps every kind of answer as it was given", async () => {
      const key = keyOf(newRunId(), 1, ana);
      const answers = [
        { name: "yes", value: false },
        { name: "number", value: 0.1 },
        { name: "text", value: "a\n\"b\" 'c' \u{1f642} \\u0041" },
        { name: "list", value: ["x", "y"], comment: "because" },
      ];
      await bench.within(({ submissions }) =>
        submissions.accept({ ...submissionOf(key, "one"), answers }),
      );
      const found = await bench.within(({ submissions }) => submissions.find(key));
      expect(found?.answers).toEqual(answers);
    });

    it("finds nothing where nothing was submitted", async () => {
      const key = keyOf(newRunId(), 1, ana);
      await bench.within(async ({ submissions }) => {
        expect(await submissions.find(key)).toBeUndefined();
        expect(await submissions.history(key)).toEqual([]);
      });
    });

    it("lists by item and by reviewer", async () => {
      const runId = newRunId();
      await accept(keyOf(runId, 1, ana), "g", 1_000);
      await accept(keyOf(runId, 1, ben), "g", 2_000);
      await accept(keyOf(runId, 2, ana), "g", 3_000);
      await bench.within(async ({ submissions }) => {
        const byItem = await submissions.listByItem(runId, itemId(1));
        expect(byItem.map(({ reviewer }) => reviewer)).toEqual([ana, ben]);
        const byReviewer = await submissions.listByReviewer(runId, ana);
        expect(byReviewer.map((submission) => submission.itemId)).toEqual([itemId(1), itemId(2)]);
      });
    });

    it("lists what is not published, oldest first, until its last revision is", async () => {
      const runId = newRunId();
      const [older, newer] = [keyOf(runId, 1, ana), keyOf(runId, 2, ana)];
      await accept(newer, "g", 2);
      await accept(older, "g", 1);
      const unpublished = async (limit: number) => {
        const listed = await bench.within(({ submissions }) => submissions.listUnpublished(limit));
        return listed.filter((one) => one.runId === runId).map((one) => one.itemId);
      };
      expect(await unpublished(1_000)).toEqual([itemId(1), itemId(2)]);
      expect(await unpublished(1)).toEqual([itemId(1)]);
      await bench.within(({ submissions }) => submissions.markPublished(older, 1));
      expect(await unpublished(1_000)).toEqual([itemId(2)]);
      await accept(older, "again", 3);
      expect(await unpublished(1_000)).toEqual([itemId(2), itemId(1)]);
    });

    it("never moves the published revision backwards", async () => {
      const key = keyOf(newRunId(), 1, ana);
      await accept(key, "one");
      await accept(key, "two");
      await bench.within(({ submissions }) => submissions.markPublished(key, 2));
      await bench.within(({ submissions }) => submissions.markPublished(key, 1));
      expect(await bench.within(({ submissions }) => submissions.find(key))).toMatchObject({
        publishedRevision: 2,
      });
    });
  });
}
