import {
  type ExperimentId,
  type Item,
  ItemId,
  type ItemStateChange,
  type NewItem,
  RunId,
  type TraceId,
  traceIdsOf,
} from "@labeldesk/core";
import { beforeAll, expect, it } from "vitest";
import { abortedOptions, codeOf, collect, rejectionOf, tick } from "./expectations.js";
import { itemAssigneeCases } from "./item-assignee-cases.js";
import { describePort } from "./port-suite.js";
import { ANA, BEN, newSession } from "./samples.js";
import type { HarnessOf, PortSuite } from "./tracking-harness.js";

const BASE_MS = Date.UTC(2026, 9, 5, 12);

const itemOf = (traceId: TraceId): NewItem => ({ source: { kind: "trace", traceId } });
const tracesOf = (items: readonly Item[]) => items.flatMap(({ source }) => traceIdsOf(source));

/** What a store keeps of a change. */
function keptOf(change: ItemStateChange): Pick<Item, "state" | "exclusion"> {
  if (change.state !== "excluded") return { state: change.state };
  const { state, by, reason } = change;
  return { state, exclusion: { by, reason } };
}

/** What {@link describeItemStore} needs. */
export type ItemStoreHarness = HarnessOf<
  "items" | "sessions" | "traces",
  "createTrace" | "deleteTrace"
>;

/** Registers the suite of `ItemStore`. */
export function describeItemStore(suite: PortSuite<ItemStoreHarness>): void {
  describePort("ItemStore", suite, (fixture) => {
    const store = () => fixture().tracking.items;
    const listed = (runId: RunId) => collect(store().listItems(runId));
    let a: TraceId;
    let b: TraceId;
    let c: TraceId;
    let d: TraceId;
    const newTrace = () => fixture().createTrace(fixture().experimentId, {});
    beforeAll(async () => {
      [a, b, c, d] = await Promise.all([newTrace(), newTrace(), newTrace(), newTrace()]);
    });

    async function addOne(runId: RunId, traceId: TraceId): Promise<Item> {
      const [item, ...others] = await store().addItems(runId, [itemOf(traceId)]);
      if (item === undefined || others.length > 0) throw new Error("Adding gave not one item.");
      return item;
    }

    async function makeTraces(experimentId: ExperimentId, count: number): Promise<TraceId[]> {
      const made: TraceId[] = [];
      for (let first = 0; first < count; first += 10) {
        const numbers = Array.from({ length: Math.min(10, count - first) }, (_, n) => first + n);
        // eslint-disable-next-line no-await-in-loop -- ten at a time spares a small server
        const ids = await Promise.all(
          numbers.map((n) =>
            fixture().createTrace(experimentId, {
              inputs: `{"n": ${n}}`,
              requestTimeMs: BASE_MS + n * 1000,
            }),
          ),
        );
        made.push(...ids);
      }
      return made;
    }

    async function makeSession(experimentId = fixture().experimentId): Promise<RunId> {
      const session = newSession(experimentId);
      return (await fixture().tracking.sessions.createSession(session)).runId;
    }

    it("has no items in a new session, and none after adding none", async () => {
      const runId = await makeSession();
      expect(await store().addItems(runId, [])).toEqual([]);
      expect(await listed(runId)).toEqual([]);
    });

    it("adds pending items with ids of their own and returns them in the order given", async () => {
      const runId = await makeSession();
      const asked = [b, a, c];
      const added = await store().addItems(runId, asked.map(itemOf));
      expect(tracesOf(added)).toEqual(asked);
      expect(new Set(added.map(({ itemId }) => itemId)).size).toBe(3);
      expect(added.every((item) => item.runId === runId && item.state === "pending")).toBe(true);
      expect(await listed(runId)).toEqual(added);
    });

    it("adds only what the session lacks and returns only that", async () => {
      const runId = await makeSession();
      const first = await store().addItems(runId, [itemOf(a), itemOf(b)]);
      const second = await store().addItems(runId, [itemOf(b), itemOf(c), itemOf(a)]);
      expect(tracesOf(second)).toEqual([c]);
      expect(await store().addItems(runId, [itemOf(a), itemOf(c)])).toEqual([]);
      expect(await listed(runId)).toEqual([...first, ...second]);
    });

    it("takes a trace that is repeated in one call once", async () => {
      const runId = await makeSession();
      const added = await store().addItems(runId, [a, b, a, b, a].map(itemOf));
      expect(tracesOf(added)).toEqual([a, b]);
      expect(await listed(runId)).toHaveLength(2);
    });

    it("lists the items of an earlier call before those of a later one, the same each time", async () => {
      const runId = await makeSession();
      for (const traceId of [c, a, d, b]) {
        // eslint-disable-next-line no-await-in-loop -- the order is what is tested
        await store().addItems(runId, [itemOf(traceId)]);
        // eslint-disable-next-line no-await-in-loop
        await tick();
      }
      expect(tracesOf(await listed(runId))).toEqual([c, a, d, b]);
      expect(tracesOf(await listed(runId))).toEqual([c, a, d, b]);
    });

    it("adds one item for each trace when two callers add the same ones at once", async () => {
      const runId = await makeSession();
      const items = [a, b, c, d].map(itemOf);
      await Promise.all([store().addItems(runId, items), store().addItems(runId, items)]);
      expect(tracesOf(await listed(runId)).toSorted()).toEqual([a, b, c, d].toSorted());
    });

    it("adds nothing of a call when one of its traces does not exist", async () => {
      const runId = await makeSession();
      const { createTrace, deleteTrace, experimentId } = fixture();
      const gone = await createTrace(experimentId, {});
      await deleteTrace(experimentId, gone);
      const asked = [a, b, gone].map(itemOf);
      expect(await codeOf(store().addItems(runId, asked))).toBe("NOT_FOUND");
      expect(await listed(runId)).toEqual([]);
    });

    it("refuses a trace of another experiment", async () => {
      const runId = await makeSession(await fixture().createExperiment());
      expect(await codeOf(store().addItems(runId, [itemOf(a)]))).toBe("NOT_FOUND");
      expect(await listed(runId)).toEqual([]);
    });

    it("adds more than a hundred traces in one call, all of them linked to the session", async () => {
      const { tracking, createExperiment } = fixture();
      const experimentId = await createExperiment();
      const many = await makeTraces(experimentId, 120);
      const runId = await makeSession(experimentId);
      expect(tracesOf(await store().addItems(runId, many.map(itemOf)))).toEqual(many);
      expect(tracesOf(await listed(runId))).toEqual(many);
      const linked = await collect(tracking.traces.searchTraces({ experimentId, runId }));
      expect(linked.map(({ traceId }) => traceId)).toEqual(many.toReversed());
      const read = await tracking.traces.getTraces(many);
      expect(read.map(({ traceId }) => traceId)).toEqual(many);
    });

    itemAssigneeCases(fixture);

    it("changes an item's state back and forth, with who excluded it and why while it is excluded", async () => {
      const runId = await makeSession();
      const [item, other] = [await addOne(runId, a), await addOne(runId, b)];
      const reason =
        `It holds a customer's name – Größe 大きさ 🏠; ${"see above. ".repeat(60)}`.trim();
      const changes = [
        { state: "complete", by: ANA },
        { state: "complete", by: BEN },
        { state: "pending" },
        { state: "excluded", by: BEN, reason },
        { state: "excluded", by: BEN, reason },
        { state: "complete", by: ANA },
        { state: "excluded", by: ANA, reason: "short" },
        { state: "pending" },
        { state: "pending" },
      ] as const;
      for (const change of changes) {
        // eslint-disable-next-line no-await-in-loop -- one change after the other
        await store().setItemState(runId, item.itemId, change);
        // eslint-disable-next-line no-await-in-loop
        const found = await listed(runId);
        expect(found).toEqual([{ ...item, ...keptOf(change) }, other]);
      }
    });

    it("leaves the first exclusion when somebody else excludes the item again", async () => {
      const runId = await makeSession();
      const item = await addOne(runId, a);
      const first = { state: "excluded", by: ANA, reason: "a test" } as const;
      await store().setItemState(runId, item.itemId, first);
      await store().setItemState(runId, item.itemId, { ...first, by: BEN, reason: "another" });
      expect(await listed(runId)).toEqual([{ ...item, ...keptOf(first) }]);
    });

    it("leaves an excluded item excluded when its trace is added again", async () => {
      const runId = await makeSession();
      const item = await addOne(runId, a);
      const exclusion = { state: "excluded", by: ANA, reason: "a test" } as const;
      await store().setItemState(runId, item.itemId, exclusion);
      expect(await store().addItems(runId, [itemOf(a)])).toEqual([]);
      expect(await listed(runId)).toEqual([{ ...item, ...keptOf(exclusion) }]);
    });

    it("keeps the states of one trace in two sessions apart", async () => {
      const [runId, otherRunId] = [await makeSession(), await makeSession()];
      const item = await addOne(runId, a);
      await addOne(otherRunId, a);
      await store().setItemState(runId, item.itemId, { state: "complete", by: ANA });
      expect(await listed(runId)).toMatchObject([{ state: "complete" }]);
      expect(await listed(otherRunId)).toMatchObject([{ runId: otherRunId, state: "pending" }]);
    });

    it("refuses to change an item that the session does not have", async () => {
      const runId = await makeSession();
      const itemId = ItemId.parse("no-such-item");
      expect(await codeOf(store().setItemState(runId, itemId, { state: "pending" }))).toBe(
        "NOT_FOUND",
      );
      expect(
        await codeOf(store().setItemState(runId, itemId, { state: "complete", by: ANA })),
      ).toBe("NOT_FOUND");
    });

    it("knows no items of a session that does not exist", async () => {
      const runId = RunId.parse("0".repeat(32));
      const [itemId, change] = [ItemId.parse("any"), { state: "complete", by: ANA } as const];
      expect(await codeOf(listed(runId))).toBe("NOT_FOUND");
      expect(await codeOf(store().addItems(runId, [itemOf(a)]))).toBe("NOT_FOUND");
      expect(await codeOf(store().setItemState(runId, itemId, change))).toBe("NOT_FOUND");
    });

    it("rejects with the reason of a signal that is aborted already, and adds nothing", async () => {
      const runId = await makeSession();
      const aborted = abortedOptions();
      const calls = [
        collect(store().listItems(runId, aborted)),
        store().addItems(runId, [itemOf(a)], aborted),
        store().setItemState(runId, ItemId.parse("any"), { state: "pending" }, aborted),
        store().setAssignees(runId, ItemId.parse("any"), [ANA], aborted),
      ];
      for (const reason of await Promise.all(calls.map(rejectionOf))) {
        expect(reason).toBe(aborted.reason);
      }
      expect(await listed(runId)).toEqual([]);
    });
  });
}
