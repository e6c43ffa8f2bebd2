import { setTimeout as sleep } from "node:timers/promises";
import {
  AssessmentId,
  DatasetId,
  ExperimentId,
  RunId,
  TraceId,
  exactJson,
  isLabelingError,
} from "@labeldesk/core";
import type { LabelingError, NewAssessment } from "@labeldesk/core";
import { afterEach, describe, expect, it } from "vitest";
import { createMlflowTracking } from "../../src/index.js";
import type { MlflowOptions, MlflowTracking } from "../../src/index.js";
import { startStub } from "../support/stub-server.js";
import type { StubServer } from "../support/stub-server.js";

const SQL = {
  error_code: "BAD_REQUEST",
  message:
    "(sqlite3.IntegrityError) FOREIGN KEY constraint failed\n[SQL: INSERT INTO secrets VALUES ('a')]",
};
const CONSTRAINT = {
  error_code: "INTERNAL_ERROR",
  message: "Failed to create assessment for trace 'tr-1' due to a constraint violation.",
};
const UNKNOWN = { error_code: "RESOURCE_DOES_NOT_EXIST", message: "not there" };
const PAGE = "<!doctype html><title>502 Bad Gateway</title><h1>nginx/1.2.3</h1>";

const experimentId = ExperimentId.parse("1");
const traceId = TraceId.parse("tr-1");
const datasetId = DatasetId.parse("d-1");

const assessment: NewAssessment = {
  assessmentId: AssessmentId.parse("a-1"),
  traceId,
  name: "is_correct",
  type: "feedback",
  value: true,
  source: { kind: "human", id: "ana@example.com" },
  runId: RunId.parse("run1"),
  metadata: {},
};

const open: (StubServer | MlflowTracking)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((part) => part.close()));
});

async function stub(...args: Parameters<typeof startStub>): Promise<StubServer> {
  const server = await startStub(...args);
  open.push(server);
  return server;
}

function tracking(url: string, options: Partial<MlflowOptions> = {}): MlflowTracking {
  const made = createMlflowTracking({ url, ...options });
  open.push(made);
  return made;
}

async function errorOf(call: Promise<unknown>): Promise<LabelingError> {
  try {
    await call;
  } catch (error) {
    if (isLabelingError(error)) return error;
    throw error;
  }
  throw new Error("The call succeeded.");
}

describe("createMlflowTracking", () => {
  it.each([
    { url: "127.0.0.1:5000" },
    { url: "ftp://mlflow" },
    { url: "http://mlflow", timeoutMs: 0 },
    { url: "http://mlflow", username: "svc" },
  ])("refuses options that cannot work, without showing them: %j", (options) => {
    expect(() => createMlflowTracking(options)).toThrow(/options for MLflow/);
  });

  it("refuses a server that is too old, and says which version is needed", async () => {
    const { url, requests } = await stub(() => ({ body: {} }), { body: "3.13.2" });
    const error = await errorOf(tracking(url).experiments.getExperiment(experimentId));
    expect(error.code).toBe("UNSUPPORTED");
    expect(error.message).toMatch(/3\.13\.2.*3\.14/);
    expect(requests).toEqual([]);
  });

  it.each(["3.14.0", "3.17.2", "3.20.0rc1", "4.0.0.dev0"])("works with %s", async (version) => {
    const { url } = await stub(() => ({ body: {} }), { body: version });
    expect(await tracking(url).serverVersion()).toBe(version);
  });

  it("refuses what is no MLflow server", async () => {
    const { url } = await stub(() => ({ body: {} }), { type: "text/html", body: PAGE });
    const error = await errorOf(tracking(url).serverVersion());
    expect(error.code).toBe("BACKEND");
    expect(error.message).not.toMatch(/<|nginx/);
  });

  it("asks again for the version after a failure", async () => {
    const { url } = await stub(() => ({ body: {} }), { status: 401, body: "no" });
    const stores = tracking(url);
    expect((await errorOf(stores.serverVersion())).code).toBe("FORBIDDEN");
    expect((await errorOf(stores.serverVersion())).code).toBe("FORBIDDEN");
  });

  it("sends the login, own headers, and the path before MLflow's", async () => {
    const server = await stub(() => ({ body: { experiments: [] } }));
    const options = { username: "svc", password: "pässword", headers: { "x-team": "a" } };
    await tracking(`${server.url}/proxy/`, options)
      .experiments.searchExperiments("", 1)
      .catch(() => undefined);
    const [first] = server.requests;
    expect(first?.path).toBe("/proxy/version");
    expect(first?.headers).toMatchObject({
      "x-team": "a",
      authorization: `Basic ${Buffer.from("svc:pässword").toString("base64")}`,
    });
  });
});

describe("a server that fails", () => {
  it.each([
    ["a page of a proxy", { status: 502, type: "text/html", body: PAGE }, "UNAVAILABLE"],
    ["an unknown route", { status: 404, type: "text/html", body: PAGE }, "UNSUPPORTED"],
    ["a crash", { status: 500, type: "text/html", body: PAGE }, "BACKEND"],
    ["SQL", { status: 400, body: SQL }, "BACKEND"],
    ["a redirection", { status: 302, type: "text/html", body: PAGE }, "BACKEND"],
    ["no rights", { status: 403, type: "text/plain", body: "Permission denied" }, "FORBIDDEN"],
    ["no JSON", { status: 200, body: PAGE }, "BACKEND"],
    ["another JSON", { status: 200, body: { hello: "world" } }, "BACKEND"],
  ])("gives a coded error that shows nothing of %s", async (_what, answer, code) => {
    const { url } = await stub(() => answer);
    const { experiments } = tracking(url);
    const error = await errorOf(experiments.getExperiment(experimentId));
    expect(error.code).toBe(code);
    expect(error.message).toContain("experiment 1");
    expect(error.message).not.toMatch(/<|nginx|SQL|INSERT|denied|\n/);
  });

  it("shows MLflow's own words about a filter, as one line", async () => {
    const message = "Invalid clause(s)\n  in filter string: 'colour'";
    const { url } = await stub(() => ({
      status: 400,
      body: { error_code: "INVALID_PARAMETER_VALUE", message },
    }));
    const { traces } = tracking(url);
    const first = traces.searchTraces({ experimentId, filter: "colour" })[Symbol.asyncIterator]();
    const error = await errorOf(first.next());
    expect(error.code).toBe("INVALID_ARGUMENT");
    expect(error.message).toContain("Invalid clause(s) in filter string: 'colour'");
  });

  it("says how to allow the host name that MLflow refuses", async () => {
    const body = "Invalid Host header - possible DNS rebinding attack detected";
    const { url } = await stub(() => ({ status: 403, type: "text/plain", body }));
    const error = await errorOf(tracking(url).experiments.getExperiment(experimentId));
    expect(error.message).toContain("--allowed-hosts");
  });

  it("gives up on a server that does not answer in time, without asking again", async () => {
    const server = await stub(() => undefined);
    const { experiments } = tracking(server.url, { timeoutMs: 300 });
    const error = await errorOf(experiments.getExperiment(experimentId));
    expect(error.code).toBe("UNAVAILABLE");
    expect(error.message).toContain("in time");
    expect(server.requests).toHaveLength(1);
  });

  it("says that nothing listens at the address", async () => {
    const server = await startStub(() => undefined);
    await server.close();
    const error = await errorOf(tracking(server.url).serverVersion());
    expect(error.code).toBe("UNAVAILABLE");
  });

  it("reads again when a connection breaks", async () => {
    const server = await stub((_request, count) =>
      count === 1 ? { drop: true } : { body: { experiment: { experiment_id: "1", name: "one" } } },
    );
    const found = await tracking(server.url).experiments.getExperiment(experimentId);
    expect(found.name).toBe("one");
    expect(server.requests).toHaveLength(2);
  });

  it("leaves at once when the caller does not want it any more", async () => {
    const { url } = await stub(() => undefined);
    const controller = new AbortController();
    const reason = new Error("not wanted");
    const call = tracking(url).experiments.getExperiment(experimentId, controller);
    setTimeout(() => controller.abort(reason), 50);
    await expect(call).rejects.toBe(reason);
  });

  it("keeps to the number of calls in flight", async () => {
    let running = 0;
    let most = 0;
    const server = await stub(async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(30);
      running -= 1;
      return { body: { experiment: { experiment_id: "1", name: "one" } } };
    });
    const { experiments } = tracking(server.url, { maxConcurrency: 2 });
    await Promise.all(Array.from({ length: 8 }, () => experiments.getExperiment(experimentId)));
    expect(server.requests).toHaveLength(8);
    expect(most).toBe(2);
  });
});

describe("an uncertain write", () => {
  const found = { status: 200, body: {} };
  const missing = { status: 404, body: UNKNOWN };

  it("is recognised by its id when MLflow reports a broken constraint", async () => {
    const server = await stub(({ method }) =>
      method === "POST" ? { status: 500, body: CONSTRAINT } : found,
    );
    expect(await tracking(server.url).assessments.writeAssessment(assessment)).toBe("exists");
    expect(server.requests.map(({ method }) => method)).toEqual(["POST", "GET"]);
  });

  it("is a failure when the constraint was another one", async () => {
    const server = await stub(({ method }) =>
      method === "POST" ? { status: 500, body: CONSTRAINT } : missing,
    );
    const error = await errorOf(tracking(server.url).assessments.writeAssessment(assessment));
    expect(error.code).toBe("BACKEND");
    expect(error.message).not.toContain("constraint");
  });

  it("is looked for, not repeated, when the connection breaks", async () => {
    const server = await stub(({ method }) => (method === "POST" ? { drop: true } : found));
    expect(await tracking(server.url).assessments.writeAssessment(assessment)).toBe("exists");
    expect(server.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it("is reported when it is not found", async () => {
    const server = await stub(({ method }) => (method === "POST" ? { drop: true } : missing));
    const error = await errorOf(tracking(server.url).assessments.writeAssessment(assessment));
    expect(error.code).toBe("UNAVAILABLE");
  });

  it("of a dataset is found by the mark of its creation", async () => {
    let mark = "";
    const server = await stub(({ path, body }) => {
      if (path.endsWith("/create")) {
        mark = /[0-9a-f-]{36}/.exec(body)?.[0] ?? "";
        return { drop: true };
      }
      const dataset = { dataset_id: "d-1", name: "golden", created_time: 1 };
      return { body: { datasets: mark !== "" && body.includes(mark) ? [dataset] : [] } };
    });
    const made = await tracking(server.url).datasets.createDataset("golden", [experimentId]);
    expect(made).toMatchObject({ datasetId: "d-1", experimentIds: ["1"] });
  });

  it("of records is repeated when another writer was faster", async () => {
    const server = await stub(({ method }, count) => {
      if (method === "GET") {
        return { body: { dataset: { dataset_id: "d-1", name: "golden", created_time: 1 } } };
      }
      return count === 2 ? { status: 400, body: SQL } : { body: { updated_count: 1 } };
    });
    const record = { inputs: exactJson(`{"n": 1.0}`), expectations: {}, sourceTraceId: traceId };
    const outcome = await tracking(server.url).datasets.upsertRecords(datasetId, [record]);
    expect(outcome).toEqual({ inserted: 0, updated: 1 });
    expect(server.requests.at(-1)?.body).toContain(String.raw`{\"n\": 1.0}`);
  });
});

describe("an assessment that MLflow would keep wrongly", () => {
  it.each([
    ["a name that is too long", { name: "n".repeat(251) }],
    ["no name", { name: "" }],
    ["a source that is too long", { source: { kind: "human", id: "s".repeat(251) } } as const],
    ["a NUL character", { value: ["fine", "a\u0000b"] }],
    ["a NUL character in the comment", { rationale: "a\u0000b" }],
    ["a number that is none", { value: Number.NaN }],
    ["an expectation without a value", { type: "expectation", value: null } as const],
  ])("is refused before it is sent: %s", async (_what, changes) => {
    const server = await stub(() => ({ body: {} }));
    const writing = tracking(server.url).assessments.writeAssessment({ ...assessment, ...changes });
    expect((await errorOf(writing)).code).toBe("INVALID_ARGUMENT");
    expect(server.requests).toEqual([]);
  });
});
