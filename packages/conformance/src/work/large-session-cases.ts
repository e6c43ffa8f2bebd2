import type { ItemId, RunId } from "@labeldesk/core";
import { expect, it } from "vitest";
import {
  ana,
  ben,
  cleo,
  describePart,
  itemId,
  keyOf,
  offered,
  submissionOf,
  type WorkBench,
} from "./work-bench.js";
import type { WorkStoreSuite } from "./work-store-harness.js";

const ITEMS = 10_000;
const PAGE = 1_000;
const TIMEOUT_MS = 600_000;
const people = [ana, ben, cleo];
const positions = Array.from({ length: ITEMS }, (_, index) => index + 1);

/** A session as large as sessions get. */
export function describeLargeSessions(suite: WorkStoreSuite): void {
  describePart(suite, "10,000 items", (bench) => {
    it(
      "keeps 10,000 items in order, offers them and counts them",
      async () => {
        const overlap = { every: 5, labels: 2 };
        const runId = await bench.begin({ people, labelsPerTrace: 1, overlap, items: ITEMS });
        const items = await bench.within(({ assignments }) => assignments.listItems(runId));
        expect(items.map((item) => item.itemId)).toEqual(positions.map(itemId));
        expect(items.map(({ position }) => position)).toEqual(positions);
        expect(offered(await bench.offer(runId, ana))).toBe(itemId(5));
        expect(offered(await bench.offer(runId, ben))).toBe(itemId(10));
        expect(await figures(bench, runId)).toMatchObject({ total: ITEMS, wanted: 12_000 });
        await bench.change(runId, { people, labelsPerTrace: 2 });
        expect(await figures(bench, runId)).toMatchObject({ wanted: 20_000 });
      },
      TIMEOUT_MS,
    );

    it(
      "deals 10,000 items beforehand, offers them, deals them again and lists them page by page",
      async () => {
        const runId = await bench.begin({ people: [ana, ben], labelsPerTrace: 1, items: ITEMS });
        await bench.reserve(
          runId,
          ...positions.map((position) => [position, position % 2 === 0 ? ana : ben] as const),
        );
        expect(await leftByReviewer(bench, runId)).toEqual([ITEMS / 2, ITEMS / 2]);
        expect(offered(await bench.offer(runId, ana))).toBe(itemId(2));
        await bench.reserve(runId, ...positions.map((position) => [position, ben] as const));
        expect(await leftByReviewer(bench, runId)).toEqual([1, ITEMS]);
        const listed = await pages(bench, runId);
        expect(listed).toHaveLength(ITEMS + 1);
        expect(listed.slice(0, 4)).toEqual([1, 2, 2, 3].map(itemId));
        await bench.reserve(runId);
        expect(await pages(bench, runId)).toEqual([itemId(2)]);
      },
      TIMEOUT_MS,
    );

    it(
      "answers 10,000 items in one go, and lists and forgets them",
      async () => {
        const runId = await bench.begin({ people: [ana], items: ITEMS });
        await bench.within(async ({ assignments, submissions }) => {
          for (const position of positions) {
            const key = keyOf(runId, position, ana);
            await submissions.accept(submissionOf(key, "g"));
            await assignments.settle(key);
          }
        });
        expect(await bench.within(({ assignments }) => assignments.progress(runId))).toMatchObject({
          labels: ITEMS,
          unpublished: ITEMS,
          reviewers: [{ submitted: ITEMS, left: 0 }],
        });
        expect(await bench.offer(runId, ana)).toEqual({ kind: "nothingLeft" });
        await bench.within(async ({ submissions }) => {
          expect(await submissions.listByReviewer(runId, ana)).toHaveLength(ITEMS);
          const some = positions.slice(-PAGE).map(itemId);
          expect(await submissions.listByItems(runId, some)).toHaveLength(PAGE);
          for (const position of positions)
            await submissions.markPublished(keyOf(runId, position, ana), 1);
        });
        await bench.within(({ sessions }) => sessions.removeSession(runId));
        expect(await pages(bench, runId)).toEqual([]);
      },
      TIMEOUT_MS,
    );
  });
}

async function figures(bench: WorkBench, runId: RunId) {
  const { items, wanted } = await bench.within(({ assignments }) => assignments.progress(runId));
  return { total: items.total, wanted };
}

async function leftByReviewer(bench: WorkBench, runId: RunId): Promise<readonly number[]> {
  const { reviewers } = await bench.within(({ assignments }) => assignments.progress(runId));
  return reviewers.map(({ left }) => left);
}

async function pages(bench: WorkBench, runId: RunId): Promise<readonly ItemId[]> {
  const listed: ItemId[] = [];
  let after: { readonly position: number; readonly reviewer: typeof ana } | undefined;
  while (listed.length < 3 * ITEMS) {
    const page = await bench.within(({ assignments }) =>
      assignments.listAllAssignments(runId, { limit: PAGE, ...(after && { after }) }),
    );
    const last = page.at(-1);
    if (last === undefined) return listed;
    listed.push(...page.map((one) => one.itemId));
    after = { position: last.item.position, reviewer: last.reviewer };
  }
  throw new Error(`The list of ${runId} does not end.`);
}
