import { ReviewerEmail, type PlacedAssignment, type RunId } from "@labeldesk/core";
import { expect, it } from "vitest";
import {
  ana,
  ben,
  describePart,
  itemId,
  itemsOf,
  keyOf,
  newRunId,
  submissionOf,
  type WorkBench,
} from "./work-bench.js";
import type { WorkStoreSuite } from "./work-store-harness.js";

/** Long lists, page by page, and several items at once. */
export function describeListings(suite: WorkStoreSuite): void {
  describePart(suite, "listings", (bench) => {
    pageCases(bench);
    severalItemsCases(bench);
  });
}

/** Far more than any case has, so that a store whose pages never end fails and does not hang. */
const MAX_PAGES = 200;

/** All pages; `between` runs after each of them. */
async function readPages(
  bench: WorkBench,
  runId: RunId,
  limit: number,
  between: () => Promise<void> = async () => {},
): Promise<readonly (readonly PlacedAssignment[])[]> {
  const pages: (readonly PlacedAssignment[])[] = [];
  while (pages.length < MAX_PAGES) {
    const last = pages.at(-1)?.at(-1);
    const after = last && { position: last.item.position, reviewer: last.reviewer };
    const page = await bench.within(({ assignments }) =>
      assignments.listAllAssignments(runId, { limit, ...(after && { after }) }),
    );
    if (page.length === 0) return pages;
    pages.push(page);
    await between();
  }
  throw new Error(`The list of ${runId} does not end after ${MAX_PAGES} pages.`);
}

const names = (rows: readonly PlacedAssignment[]) =>
  rows.map(({ item, reviewer }) => `${item.position} ${reviewer}`);

function pageCases(bench: WorkBench): void {
  // In an order that dictionaries and databases with a locale do not follow.
  const crowd = ["a.b", "a-b", "a0", "ab", "a_b", "zoe", "b"].map((name) =>
    ReviewerEmail.parse(`${name}@example.com`),
  );
  const byCodePoint = crowd.toSorted();

  async function beginWithAll(): Promise<RunId> {
    const runId = await bench.begin({ people: crowd, items: 3 });
    const all = [3, 1, 2].flatMap((position) =>
      crowd.map((reviewer) => keyOf(runId, position, reviewer)),
    );
    await bench.within(async ({ assignments }) => {
      for (const key of all) await assignments.settle(key);
    });
    return runId;
  }

  it.each([1, 4, 7, 20, 21, 1_000])(
    "lists everybody's assignments by item, then by address, each once: %i a page",
    async (limit) => {
      const runId = await beginWithAll();
      const pages = await readPages(bench, runId, limit);
      const expected = [1, 2, 3].flatMap((position) =>
        byCodePoint.map((reviewer) => `${position} ${reviewer}`),
      );
      expect(pages.flatMap(names)).toEqual(expected);
      expect(pages.slice(0, -1).every(({ length }) => length === limit)).toBe(true);
    },
  );

  it("gives each assignment as it is found, with its item, in every state", async () => {
    const runId = await bench.begin({ people: [ana], items: 5 });
    await bench.offer(runId, ana);
    await bench.within(async ({ assignments }) => {
      await assignments.postpone(keyOf(runId, 1, ana), bench.nowMs() + 1_000);
      await assignments.settle(keyOf(runId, 2, ana));
      await assignments.decline(keyOf(runId, 3, ana));
      await assignments.setReservations(runId, [{ itemId: itemId(4), reviewer: ana }]);
      await assignments.setExtraLabels(runId, itemId(2), 1);
      await assignments.setItemState(runId, itemId(3), "excluded", { by: ben, reason: "no" });
    });
    await bench.within(({ assignments }) => assignments.setReservations(runId, []));
    await bench.offer(runId, ana);
    await bench.reserve(runId, [5, ana]);
    await bench.within(async ({ assignments }) => {
      const rows = await assignments.listAllAssignments(runId, { limit: 100 });
      expect(rows.map(({ state }) => state)).toEqual([
        "postponed",
        "submitted",
        "declined",
        "offered",
        "waiting",
      ]);
      const mine = await assignments.listAssignments(runId, ana);
      expect(rows.map(({ item: _item, ...assignment }) => assignment)).toEqual(mine);
      expect(rows.map(({ item }) => item)).toEqual(await assignments.listItems(runId));
    });
  });

  it("loses and repeats nothing while more is added between the pages", async () => {
    const runId = await beginWithAll();
    const before = names((await readPages(bench, runId, 1_000)).flat());
    let added = 3;
    const pages = await readPages(bench, runId, 4, async () => {
      added += 1;
      if (added > 12) return;
      await bench.within(async ({ assignments }) => {
        await assignments.addItems(runId, itemsOf(runId, added));
        await assignments.settle(keyOf(runId, 1, ReviewerEmail.parse(`0${added}@example.com`)));
        await assignments.settle(keyOf(runId, added, ana));
      });
    });
    const read = pages.flatMap(names);
    expect(new Set(read).size).toBe(read.length);
    expect(read.filter((name) => before.includes(name))).toEqual(before);
  });

  it("lists nothing of a session that is not here, nor behind the last", async () => {
    const runId = await bench.begin({ items: 1 });
    await bench.offer(runId, ana);
    const after = { position: 1, reviewer: ana };
    await bench.within(async ({ assignments }) => {
      expect(await assignments.listAllAssignments(newRunId(), { limit: 10 })).toEqual([]);
      expect(await assignments.listAllAssignments(runId, { limit: 10, after })).toEqual([]);
    });
  });
}

function severalItemsCases(bench: WorkBench): void {
  it("lists the submissions of several items of one session, and nothing else", async () => {
    const [runId, other] = [newRunId(), newRunId()];
    await bench.within(async ({ submissions }) => {
      for (const [position, reviewer] of [
        [2, ben],
        [1, ana],
        [1, ben],
        [3, ana],
      ] as const)
        await submissions.accept(submissionOf(keyOf(runId, position, reviewer), "g"));
      await submissions.accept(submissionOf(keyOf(runId, 1, ana), "later"));
      await submissions.accept(submissionOf(keyOf(other, 1, ana), "g"));
      const listed = await submissions.listByItems(runId, [1, 2, 9].map(itemId));
      const expected = [
        ...(await submissions.listByItem(runId, itemId(1))),
        ...(await submissions.listByItem(runId, itemId(2))),
      ];
      expect(listed).toHaveLength(3);
      expect(new Set(listed)).toEqual(new Set(expected));
    });
  });

  it("lists no submissions of no items, and all of 1,000", async () => {
    const runId = newRunId();
    await bench.within(async ({ submissions }) => {
      for (const position of [1, 500, 1_000])
        await submissions.accept(submissionOf(keyOf(runId, position, ana), "g"));
      expect(await submissions.listByItems(runId, [])).toEqual([]);
      const thousand = Array.from({ length: 1_000 }, (_, index) => itemId(index + 1));
      expect(await submissions.listByItems(runId, thousand)).toHaveLength(3);
    });
  });
}
