import type { RunId } from "@labeldesk/core";
import {
  ANA,
  QUEUES,
  itemOf,
  listItems,
  makeSession,
  newSession,
  person,
} from "../support/session-bench.js";
import type { SessionBench } from "../support/session-bench.js";
import type { PrepareWrite } from "./prepared-write.js";
import { twoTraces } from "./two-traces.js";

const BEN = person("ben");

/** A session with two items, the first of which is complete. */
async function sessionWithItems(bench: SessionBench) {
  const session = await makeSession(bench);
  const traces = await twoTraces(bench);
  const { items } = bench.harness.tracking;
  const [first, second] = await items.addItems(session.runId, traces.map(itemOf));
  if (first === undefined || second === undefined) throw new Error("nothing was added");
  return { session, first, second };
}

/** Runs, active or deleted, and the names of the review queues. */
async function sessionsIn({ other, experimentId }: SessionBench) {
  const { runs } = await other.send("POST", "/api/2.0/mlflow/runs/search", {
    experiment_ids: [experimentId],
    run_view_type: "ALL",
  });
  const list = await other.get(`${QUEUES}/list?experiment_id=${experimentId}`);
  const queues = Object.values(list["review_queues"] ?? {}).map((queue) => queue["name"]);
  return { runs: Object.keys(runs ?? {}).length, queues };
}

/** Items with what is known of them, and how many traces the run links. */
async function itemsOf(bench: SessionBench, runId: RunId) {
  const { experimentId, harness } = bench;
  const links = new Set<string>();
  for await (const trace of harness.tracking.traces.searchTraces({ experimentId, runId })) {
    links.add(trace.traceId);
  }
  const items = await listItems(bench, runId);
  const known = items.map(({ itemId, state, exclusion, assignees }) => ({
    itemId,
    state,
    exclusion,
    assignees,
  }));
  return { links: links.size, items: known };
}

/** The writes of sessions and their items. */
export const SESSION_WRITES: Readonly<Record<string, PrepareWrite>> = {
  createSession: async (bench) => {
    const given = newSession(bench, { creationKey: crypto.randomUUID() });
    return {
      write: ({ sessions }) => sessions.createSession(given),
      effect: () => sessionsIn(bench),
      expected: { runs: 1, queues: [given.name] },
    };
  },

  updateSession: async (bench) => {
    const { runId } = await makeSession(bench);
    const changes = { name: "Changed", state: "closed" as const, assignedUsers: [BEN] };
    return {
      write: ({ sessions }) => sessions.updateSession(runId, changes),
      effect: async () => {
        const { name, state, assignedUsers } =
          await bench.harness.tracking.sessions.getSession(runId);
        return { name, state, assignedUsers, ...(await sessionsIn(bench)) };
      },
      expected: { ...changes, runs: 1, queues: ["Changed"] },
    };
  },

  deleteSession: async (bench) => {
    const { session, first } = await sessionWithItems(bench);
    const { runId } = session;
    const { items, sessions } = bench.harness.tracking;
    await items.setItemState(runId, first.itemId, { state: "complete", by: ANA });
    const before = await itemsOf(bench, runId);
    return {
      write: (tracking) => tracking.sessions.deleteSession(runId),
      effect: async () => ({
        lifecycle: (await sessions.getSession(runId)).lifecycle,
        ...(await itemsOf(bench, runId)),
        ...(await sessionsIn(bench)),
      }),
      expected: { lifecycle: "deleted", ...before, runs: 1, queues: [] },
    };
  },

  restoreSession: async (bench) => {
    const { session, first } = await sessionWithItems(bench);
    const { runId, name } = session;
    const { items, sessions } = bench.harness.tracking;
    await items.setItemState(runId, first.itemId, { state: "complete", by: ANA });
    const before = await itemsOf(bench, runId);
    await sessions.deleteSession(runId);
    return {
      write: (tracking) => tracking.sessions.restoreSession(runId),
      effect: async () => ({
        lifecycle: (await sessions.getSession(runId)).lifecycle,
        ...(await itemsOf(bench, runId)),
        ...(await sessionsIn(bench)),
      }),
      expected: { lifecycle: "active", ...before, runs: 1, queues: [name] },
    };
  },

  addItems: async (bench) => {
    const { runId } = await makeSession(bench);
    const [first, second] = await twoTraces(bench);
    const items = [{ ...itemOf(first), assignees: [BEN] }, itemOf(second)];
    return {
      write: (tracking) => tracking.items.addItems(runId, items),
      effect: () => itemsOf(bench, runId),
      expected: {
        links: 2,
        items: [
          { itemId: first, state: "pending", assignees: [BEN] },
          { itemId: second, state: "pending" },
        ],
      },
    };
  },

  "setItemState to complete": async (bench) => {
    const { session, first, second } = await sessionWithItems(bench);
    return {
      write: ({ items }) =>
        items.setItemState(session.runId, first.itemId, { state: "complete", by: ANA }),
      effect: () => itemsOf(bench, session.runId),
      expected: {
        links: 2,
        items: [
          { itemId: first.itemId, state: "complete" },
          { itemId: second.itemId, state: "pending" },
        ],
      },
    };
  },

  "setItemState to excluded": async (bench) => {
    const { session, first, second } = await sessionWithItems(bench);
    const exclusion = { by: ANA, reason: "A test" };
    return {
      write: ({ items }) =>
        items.setItemState(session.runId, first.itemId, { state: "excluded", ...exclusion }),
      effect: () => itemsOf(bench, session.runId),
      expected: {
        links: 2,
        items: [
          { itemId: first.itemId, state: "excluded", exclusion },
          { itemId: second.itemId, state: "pending" },
        ],
      },
    };
  },

  setAssignees: async (bench) => {
    const { session, first, second } = await sessionWithItems(bench);
    return {
      write: ({ items }) => items.setAssignees(session.runId, second.itemId, [BEN]),
      effect: () => itemsOf(bench, session.runId),
      expected: {
        links: 2,
        items: [
          { itemId: first.itemId, state: "pending" },
          { itemId: second.itemId, state: "pending", assignees: [BEN] },
        ],
      },
    };
  },
};
