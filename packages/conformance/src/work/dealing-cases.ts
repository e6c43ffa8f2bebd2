import type { ReviewerEmail, RunId } from "@labeldesk/core";
import { expect, it } from "vitest";
import {
  ana,
  ben,
  cleo,
  describePart,
  itemId,
  itemsOf,
  keyOf,
  LEASE_MS,
  offered,
  type Answered,
  type WorkBench,
} from "./work-bench.js";
import type { WorkStoreSuite } from "./work-store-harness.js";

const NOTHING = { kind: "nothingLeft" };
const everybody = [ana, ben, cleo];

/** How many answers each item wants, and of whom. */
export function describeDealing(suite: WorkStoreSuite): void {
  describePart(suite, "dealing", (bench) => {
    wantedCases(bench);
    namedCases(bench);
    absenceCases(bench);
  });
}

/** How many answered each item, by position. */
function answersByItem(answered: readonly Answered[]): Readonly<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const [position] of answered) counts[position] = (counts[position] ?? 0) + 1;
  return counts;
}

async function wanted(bench: WorkBench, runId: RunId): Promise<number> {
  return (await bench.within(({ assignments }) => assignments.progress(runId))).wanted;
}

function wantedCases(bench: WorkBench): void {
  it("asks more people for the items of the overlap, counted in order of addition", async () => {
    const overlap = { every: 3, labels: 3 };
    const runId = await bench.begin({ people: everybody, labelsPerTrace: 1, overlap, items: 4 });
    const more = itemsOf(runId, 7).slice(4);
    await bench.within(({ assignments }) => assignments.addItems(runId, more));
    expect(await wanted(bench, runId)).toBe(11);
    const answered = await bench.workOff(runId, ...everybody);
    expect(answersByItem(answered)).toEqual({ 1: 1, 2: 1, 3: 3, 4: 1, 5: 1, 6: 3, 7: 1 });
  });

  it("asks fewer people for the items of an overlap in a session where everyone answers", async () => {
    const runId = await bench.begin({
      people: everybody,
      overlap: { every: 2, labels: 1 },
      items: 2,
    });
    const answered = await bench.workOff(runId, ...everybody);
    expect(answersByItem(answered)).toEqual({ 1: 3, 2: 1 });
  });

  it("offers what lacks most answers first", async () => {
    const runId = await bench.begin({
      people: everybody,
      labelsPerTrace: 1,
      overlap: { every: 2, labels: 3 },
      items: 3,
    });
    const given = [];
    for (const reviewer of everybody) given.push(offered(await bench.offer(runId, reviewer)));
    expect(given).toEqual([2, 2, 1].map(itemId));
  });

  it("asks for as many more answers as an item wants, and no more when it wants fewer again", async () => {
    const runId = await bench.begin({ people: everybody, labelsPerTrace: 1, items: 2 });
    const setExtra = (count: number) =>
      bench.within(({ assignments }) => assignments.setExtraLabels(runId, itemId(1), count));
    await setExtra(1);
    expect(await wanted(bench, runId)).toBe(3);
    expect(answersByItem(await bench.workOff(runId, ...everybody))).toEqual({ 1: 2, 2: 1 });
    await setExtra(0);
    expect(await bench.workOff(runId, ...everybody)).toEqual([]);
    await setExtra(2);
    expect(answersByItem(await bench.workOff(runId, ...everybody))).toEqual({ 1: 1 });
  });

  it("never wants more answers than there are people", async () => {
    const runId = await bench.begin({ people: everybody, labelsPerTrace: 9, items: 2 });
    await bench.within(({ assignments }) => assignments.setExtraLabels(runId, itemId(1), 40));
    expect(await wanted(bench, runId)).toBe(6);
    expect(await bench.workOff(runId, ...everybody)).toHaveLength(6);
  });

  it("says which item is unknown when it is to want more answers", async () => {
    const runId = await bench.begin();
    await expect(
      bench.within(({ assignments }) => assignments.setExtraLabels(runId, itemId(9), 1)),
    ).rejects.toMatchObject({ code: "NOT_FOUND", message: expect.stringContaining("item-9") });
  });

  it("keeps position and wanted answers of an item that is added again", async () => {
    const runId = await bench.begin({ items: 2 });
    await bench.within(async ({ assignments }) => {
      await assignments.setExtraLabels(runId, itemId(2), 4);
      await assignments.addItems(runId, itemsOf(runId, 3).toReversed());
      const items = await assignments.listItems(runId);
      expect(
        items.map(({ itemId: id, position, extraLabels }) => [id, position, extraLabels]),
      ).toEqual([
        [itemId(1), 1, 0],
        [itemId(2), 2, 4],
        [itemId(3), 3, 0],
      ]);
    });
  });

  it("asks for more and for fewer answers when the session's rule changes", async () => {
    const runId = await bench.begin({ people: everybody, labelsPerTrace: 1, items: 4 });
    expect(answersByItem(await bench.workOff(runId, ana))).toEqual({ 1: 1, 2: 1, 3: 1, 4: 1 });
    const overlap = { every: 4, labels: 3 };
    await bench.change(runId, { people: everybody, labelsPerTrace: 1, overlap });
    expect(await wanted(bench, runId)).toBe(6);
    expect(await bench.workOff(runId, ben)).toEqual([[4, ben]]);
    await bench.change(runId, { people: everybody, labelsPerTrace: 1 });
    expect(await bench.offer(runId, cleo)).toEqual(NOTHING);
    await bench.change(runId, { people: everybody });
    expect(await wanted(bench, runId)).toBe(12);
    expect(answersByItem(await bench.workOff(runId, cleo))).toEqual({ 1: 1, 2: 1, 3: 1, 4: 1 });
  });
}

function namedCases(bench: WorkBench): void {
  const manual = { people: everybody, labelsPerTrace: 1, dealing: { strategy: "manual" } } as const;
  const named = (runId: RunId, people: readonly (readonly ReviewerEmail[] | undefined)[]) =>
    itemsOf(runId, people.length).map((item, index) => {
      const assignees = people[index];
      return { ...item, ...(assignees && { assignees }) };
    });

  it("wants an answer of everybody whom an item names", async () => {
    const runId = await bench.begin({ ...manual, items: 0 });
    const items = named(runId, [[ana, ben], [cleo], undefined]);
    await bench.within(({ assignments }) => assignments.addItems(runId, items));
    await bench.reserve(runId, [1, ana], [1, ben], [2, cleo]);
    expect(await wanted(bench, runId)).toBe(4);
    const answered = await bench.workOff(runId, ...everybody);
    expect(answered).toEqual([
      [1, ana],
      [1, ben],
      [2, cleo],
      [3, ana],
    ]);
  });

  it("takes over other people of an item that is added again, and nothing else", async () => {
    const runId = await bench.begin({ ...manual, items: 0 });
    await bench.within(async ({ assignments }) => {
      await assignments.addItems(runId, named(runId, [[ana, ben], [ana], undefined]));
      await assignments.setItemState(runId, itemId(1), "complete");
      await assignments.addItems(runId, named(runId, [[cleo], undefined, [ben, ana]]));
      const items = await assignments.listItems(runId);
      expect(items.map(({ assignees, state }) => [assignees, state])).toEqual([
        [[cleo], "complete"],
        [undefined, "pending"],
        [[ben, ana], "pending"],
      ]);
    });
    expect(await wanted(bench, runId)).toBe(4);
  });

  it("lets an item go to whoever is free when nobody whom it names is here", async () => {
    const runId = await bench.begin({ ...manual, away: [cleo], items: 0 });
    const items = named(runId, [[cleo], [cleo, ben]]);
    await bench.within(({ assignments }) => assignments.addItems(runId, items));
    expect(await wanted(bench, runId)).toBe(2);
    expect(await bench.workOff(runId, ana)).toEqual([
      [1, ana],
      [2, ana],
    ]);
  });

  it("does not go by names in a session that is not dealt by names", async () => {
    const runId = await bench.begin({ people: everybody, labelsPerTrace: 1, items: 0 });
    const items = named(runId, [[ana, ben]]);
    await bench.within(({ assignments }) => assignments.addItems(runId, items));
    expect(await wanted(bench, runId)).toBe(1);
    await bench.change(runId, manual);
    expect(await wanted(bench, runId)).toBe(2);
  });
}

function absenceCases(bench: WorkBench): void {
  it("offers nothing to people who are away, and takes what they answer late", async () => {
    const rules = { people: [ana, ben], labelsPerTrace: 1 } as const;
    const runId = await bench.begin({ ...rules, items: 2 });
    expect(offered(await bench.offer(runId, ana))).toBe(itemId(1));
    await bench.change(runId, { ...rules, away: [ana] });
    expect(await bench.offer(runId, ana)).toEqual(NOTHING);
    expect(await bench.workOff(runId, ben)).toEqual([
      [1, ben],
      [2, ben],
    ]);
    await bench.within(({ assignments }) => assignments.settle(keyOf(runId, 1, ana)));
    expect(await bench.within(({ assignments }) => assignments.progress(runId))).toMatchObject({
      labels: 3,
      wanted: 2,
    });
  });

  it("wants no answers of people who are away, and again when they are back", async () => {
    const runId = await bench.begin({ people: everybody, items: 2, away: [ben, cleo] });
    expect(await wanted(bench, runId)).toBe(2);
    await bench.change(runId, { people: everybody, away: [ben] });
    expect(await wanted(bench, runId)).toBe(4);
    expect(offered(await bench.offer(runId, cleo))).toBe(itemId(1));
    expect(await bench.offer(runId, ben)).toEqual(NOTHING);
  });

  it("offers nothing while a session is paused, takes answers, and goes on afterwards", async () => {
    const runId = await bench.begin({ people: [ana], items: 2 });
    await bench.offer(runId, ana);
    await bench.change(runId, { people: [ana], state: "paused" });
    expect(await bench.offer(runId, ana)).toEqual(NOTHING);
    await bench.within(({ assignments }) => assignments.settle(keyOf(runId, 1, ana)));
    bench.pass(LEASE_MS);
    expect(await bench.offer(runId, ana)).toEqual(NOTHING);
    await bench.change(runId, { people: [ana] });
    expect(await bench.workOff(runId, ana)).toEqual([[2, ana]]);
  });

  it("keeps what waits while a session is paused", async () => {
    const rules = { people: [ana, ben], labelsPerTrace: 1 } as const;
    const runId = await bench.begin({ ...rules, items: 2 });
    await bench.reserve(runId, [2, ana]);
    await bench.change(runId, { ...rules, state: "paused" });
    await bench.change(runId, rules);
    expect(await bench.workOff(runId, ben, ana)).toEqual([
      [1, ben],
      [2, ana],
    ]);
  });
}
