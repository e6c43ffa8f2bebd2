import { RunId } from "@labeldesk/core";
import { afterEach, describe, expect, it } from "vitest";
import { createMlflowTracking } from "../../src/index.js";
import { startStub } from "../support/stub-server.js";
import type { StubAnswer, StubServer } from "../support/stub-server.js";

const FIELDS = {
  labelSchemas: [{ name: "ok", type: "feedback", title: "ok", input: { kind: "passFail" } }],
  assignedUsers: [],
  labelsPerTrace: "everyone",
  createdBy: "ana@example.com",
};

let stub: StubServer | undefined;
afterEach(() => stub?.close());

/** The paths that listing the items of a session asks for. */
async function pathsOfListing(runTags: Record<string, string>, status: string) {
  const tags = {
    "labeldesk.session": "1",
    "labeldesk.session.0": JSON.stringify(FIELDS),
    "labeldesk.queueId": "rq-1",
    ...runTags,
  };
  const answer = (path: string): StubAnswer => {
    if (path.includes("/runs/get")) {
      const data = { tags: Object.entries(tags).map(([key, value]) => ({ key, value })) };
      return {
        body: { run: { info: { run_id: "run1", experiment_id: "1", run_name: "S" }, data } },
      };
    }
    if (path.includes("/items/list")) {
      return { body: { items: [{ item_id: "tr-1", status, creation_time_ms: 1 }] } };
    }
    const mlflow_experiment = { experiment_id: "1" };
    const trace = {
      trace_id: "tr-1",
      trace_location: { type: "MLFLOW_EXPERIMENT", mlflow_experiment },
      request_time: "2026-11-20T10:00:00Z",
    };
    return {
      body: path.includes("batchGetInfos") ? { trace_infos: [trace] } : { traces: [trace] },
    };
  };
  const server = await startStub(({ path }) => answer(path));
  stub = server;
  const tracking = createMlflowTracking({ url: server.url });
  for await (const item of tracking.items.listItems(RunId.parse("run1"))) {
    expect(item.itemId).toBe("tr-1");
  }
  await tracking.close();
  return server.requests.map(({ path }) => path.replace(/\?.*/, "").replace(/.*mlflow\//, ""));
}

describe("listing items", () => {
  const base = ["runs/get", "review-queues/items/list"];

  it.each(["PENDING", "COMPLETE"])(
    "reads no traces where nobody was given anything and nothing is excluded: %s",
    async (status) => {
      expect(await pathsOfListing({}, status)).toEqual(base);
    },
  );

  it("reads the excluded traces for their reasons", async () => {
    expect(await pathsOfListing({}, "DECLINED")).toEqual([...base, "traces/batchGetInfos"]);
  });

  it("reads all traces of the session in one search where something was given to somebody", async () => {
    const paths = await pathsOfListing({ "labeldesk.hasAssignees": "true" }, "DECLINED");
    expect(paths).toEqual([...base, "traces/search"]);
  });
});
