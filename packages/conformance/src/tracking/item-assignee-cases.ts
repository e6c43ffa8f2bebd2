import { type Item, ItemId, type ReviewerEmail, RunId, type TraceId } from "@labeldesk/core";
import { beforeAll, expect, it } from "vitest";
import { codeOf, collect } from "./expectations.js";
import type { PortFixture } from "./port-suite.js";
import { ANA, BEN, newSession, people } from "./samples.js";
import type { HarnessOf } from "./tracking-harness.js";

type Fixture = PortFixture<HarnessOf<"items" | "sessions", "createTrace">>;

/** To whom a lead gave which item. */
export function itemAssigneeCases(fixture: () => Fixture): void {
  const store = () => fixture().tracking.items;
  const listed = (runId: RunId) => collect(store().listItems(runId));
  const assigneesOf = (items: readonly Item[]) => items.map(({ assignees }) => assignees);
  const itemOf = (traceId: TraceId, assignees?: readonly ReviewerEmail[]) => ({
    source: { kind: "trace", traceId } as const,
    ...(assignees && { assignees }),
  });
  let [first, second]: TraceId[] = [];
  beforeAll(async () => {
    const { createTrace, experimentId } = fixture();
    [first, second] = [await createTrace(experimentId, {}), await createTrace(experimentId, {})];
  });

  /** A session with two items, the first of which is given to somebody. */
  async function begin(assignees: readonly ReviewerEmail[] = [BEN, ANA]) {
    if (first === undefined || second === undefined) throw new Error("There are no traces.");
    const { tracking, experimentId } = fixture();
    const { runId } = await tracking.sessions.createSession(newSession(experimentId));
    const given = [itemOf(first, assignees), itemOf(second)];
    const [own, open] = await store().addItems(runId, given);
    if (own === undefined || open === undefined) throw new Error("Two items were to be added.");
    return { runId, own, open, given };
  }

  it("adds items with the people they are given to, in order, and others with nobody", async () => {
    const { runId, own, open } = await begin();
    expect(assigneesOf([own, open])).toEqual([[BEN, ANA], undefined]);
    expect(await listed(runId)).toEqual([own, open]);
  });

  it("leaves the people of an item whose trace is added again", async () => {
    const { runId, own, open, given } = await begin();
    const again = given.map(({ source }) => ({ source, assignees: people(1) }));
    expect(await store().addItems(runId, again)).toEqual([]);
    expect(await listed(runId)).toEqual([own, open]);
  });

  it("gives an item to other people instead, and to nobody", async () => {
    const { runId, own, open } = await begin();
    const many = people(20);
    await store().setAssignees(runId, own.itemId, many);
    expect(assigneesOf(await listed(runId))).toEqual([many, undefined]);
    await store().setAssignees(runId, open.itemId, [ANA]);
    await store().setAssignees(runId, own.itemId, [BEN]);
    expect(assigneesOf(await listed(runId))).toEqual([[BEN], [ANA]]);
    await store().setAssignees(runId, own.itemId, []);
    expect(assigneesOf(await listed(runId))).toEqual([undefined, [ANA]]);
  });

  it("keeps people and state of an item when the other changes", async () => {
    const { runId, own, open } = await begin();
    await store().setItemState(runId, own.itemId, { state: "complete", by: ANA });
    expect(await listed(runId)).toEqual([{ ...own, state: "complete" }, open]);
    await store().setAssignees(runId, own.itemId, [ANA]);
    expect(await listed(runId)).toEqual([{ ...own, state: "complete", assignees: [ANA] }, open]);
  });

  it("keeps the people of one trace in two sessions apart", async () => {
    const [one, other] = [await begin([ANA]), await begin([BEN])];
    await store().setAssignees(one.runId, one.own.itemId, []);
    expect(assigneesOf(await listed(one.runId))).toEqual([undefined, undefined]);
    expect(assigneesOf(await listed(other.runId))).toEqual([[BEN], undefined]);
  });

  it("refuses to give away an item that the session does not have, and items of unknown sessions", async () => {
    const { runId, own } = await begin();
    const nowhere = RunId.parse("0".repeat(32));
    const unknown = ItemId.parse("no-such-item");
    expect(await codeOf(store().setAssignees(runId, unknown, [ANA]))).toBe("NOT_FOUND");
    expect(await codeOf(store().setAssignees(nowhere, own.itemId, [ANA]))).toBe("NOT_FOUND");
  });
}
