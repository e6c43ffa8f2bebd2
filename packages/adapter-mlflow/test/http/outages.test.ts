import { inspect } from "node:util";
import { AssessmentId, ExperimentId, RunId, TraceId, isLabelingError } from "@labeldesk/core";
import type { LabelingError } from "@labeldesk/core";
import { afterEach, describe, expect, it } from "vitest";
import { createMlflowTracking } from "../../src/index.js";
import type { MlflowOptions, MlflowTracking } from "../../src/index.js";
import { mayHaveHappened } from "../../src/http/uncertain.js";
import { startStub } from "../support/stub-server.js";
import type { StubAnswer, StubServer } from "../support/stub-server.js";

const experimentId = ExperimentId.parse("1");
const EXPERIMENT: StubAnswer = { body: { experiment: { experiment_id: "1", name: "one" } } };
const BUSY: StubAnswer = { status: 503, type: "text/html", body: "<h1>busy</h1>" };

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

describe("a dead server", () => {
  it("costs the calls of a thousand callers one time-out, and says since when it does not answer", async () => {
    let isDead = false;
    const server = await stub(
      () => (isDead ? undefined : EXPERIMENT),
      { type: "text/plain", body: "3.17.2" },
      () => !isDead,
    );
    const { experiments } = tracking(server.url, { timeoutMs: 400, maxConcurrency: 4 });
    await experiments.getExperiment(experimentId);
    isDead = true;
    const calls = Array.from({ length: 1000 }, () =>
      errorOf(experiments.getExperiment(experimentId)),
    );
    const errors = await Promise.all(calls);
    const late = errors.filter(({ message }) => message.includes("in time"));
    expect(late).toHaveLength(4);
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(["UNAVAILABLE"]));
    const refused = errors.filter(({ message }) =>
      /has not answered since \d{4}-\S+Z\. Check that the server runs; it is tried again in \d+ s\./.test(
        message,
      ),
    );
    expect(refused).toHaveLength(996);
    // The first, which went well, and those four.
    expect(server.requests).toHaveLength(5);
  });

  it("is not seen in one slow call", async () => {
    const server = await stub(({ path }) => (path.includes("=2") ? undefined : EXPERIMENT));
    const { experiments } = tracking(server.url, { timeoutMs: 300 });
    for (let round = 0; round < 3; round += 1) {
      const slow = await errorOf(experiments.getExperiment(ExperimentId.parse("2")));
      expect(slow.message).toContain("in time");
      expect((await experiments.getExperiment(experimentId)).name).toBe("one");
    }
  });

  it("is not seen in calls that the callers end", async () => {
    const server = await stub(({ path }) => (path.includes("=2") ? undefined : EXPERIMENT));
    const { experiments } = tracking(server.url);
    const reason = new Error("not wanted");
    for (let round = 0; round < 5; round += 1) {
      const signal = AbortSignal.timeout(20);
      const ended = experiments.getExperiment(ExperimentId.parse("2"), { signal });
      await expect(ended).rejects.toMatchObject({ name: "TimeoutError" });
    }
    const signal = AbortSignal.abort(reason);
    await expect(experiments.getExperiment(experimentId, { signal })).rejects.toBe(reason);
    expect((await experiments.getExperiment(experimentId)).name).toBe("one");
    expect(server.probes()).toBe(MEASURED);
  });

  it("is asked for its version again when it is back", async () => {
    const server = await startStub(() => EXPERIMENT);
    const { port } = new URL(server.url);
    const stores = tracking(server.url);
    expect(await stores.serverVersion()).toBe("3.17.2");
    await server.close();
    expect((await errorOf(stores.experiments.getExperiment(experimentId))).code).toBe(
      "UNAVAILABLE",
    );
    await stub(() => EXPERIMENT, { body: "3.18.0" }, undefined, Number(port));
    await expect
      .poll(() => stores.serverVersion().catch(() => "dead"), { timeout: 20_000 })
      .toBe("3.18.0");
  });
});

/** How many times the health is asked for while connections are measured. */
const MEASURED = 4;

describe("a busy server", () => {
  it("is asked again for what may be repeated, as late as it wants", async () => {
    const times: number[] = [];
    const server = await stub((_request, count) => {
      times.push(performance.now());
      return count === 1 ? { ...BUSY, headers: { "retry-after": "1" } } : EXPERIMENT;
    });
    expect((await tracking(server.url).experiments.getExperiment(experimentId)).name).toBe("one");
    const [first = 0, second = 0] = times;
    expect(second - first).toBeGreaterThan(990);
  });

  it("is left alone when it wants more time than there is", async () => {
    const server = await stub(() => ({ ...BUSY, headers: { "retry-after": "3600" } }));
    const error = await errorOf(tracking(server.url).experiments.getExperiment(experimentId));
    expect(error).toMatchObject({ code: "UNAVAILABLE" });
    expect(server.requests).toHaveLength(1);
  });

  it("is asked three times at most", async () => {
    const server = await stub(() => BUSY);
    const error = await errorOf(tracking(server.url).experiments.getExperiment(experimentId));
    expect(error.code).toBe("UNAVAILABLE");
    expect(server.requests).toHaveLength(3);
  });

  it("does not keep a caller who leaves between two attempts", async () => {
    const server = await stub(() => ({ ...BUSY, headers: { "retry-after": "20" } }));
    const controller = new AbortController();
    const call = tracking(server.url).experiments.getExperiment(experimentId, controller);
    await expect.poll(() => server.requests.length).toBe(1);
    const reason = new Error("not wanted");
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
  });
});

describe("a write that must not be repeated", () => {
  const assessment = {
    assessmentId: AssessmentId.parse("a-1"),
    traceId: TraceId.parse("tr-1"),
    name: "is_correct",
    type: "feedback",
    value: true,
    source: { kind: "human", id: "ana@example.com" },
    runId: RunId.parse("run1"),
    metadata: {},
  } as const;
  const missing: StubAnswer = { status: 404, body: { error_code: "RESOURCE_DOES_NOT_EXIST" } };

  it.each<[what: string, answer: StubAnswer, isUncertain: boolean]>([
    ["a lost answer", { drop: true }, true],
    ["a page of a proxy", { status: 502, type: "text/html", body: "<h1>" }, true],
    ["a page of a crash", { status: 500, type: "text/html", body: "<h1>" }, true],
    ["half an answer", { body: `{"assessment": {"assess` }, true],
    ["no answer in time", undefined, true],
    [
      "a refusal of MLflow's",
      { status: 400, body: { error_code: "INVALID_PARAMETER_VALUE" } },
      false,
    ],
    ["too many requests", { status: 429, type: "text/plain", body: "slow down" }, false],
  ])("says after %s whether it may have happened", async (_what, answer, isUncertain) => {
    const server = await stub(({ method }) => (method === "POST" ? answer : missing));
    const { assessments } = tracking(server.url, { timeoutMs: 300 });
    const error = await errorOf(assessments.writeAssessment(assessment));
    expect(mayHaveHappened(error)).toBe(isUncertain);
    expect(error.message.includes("may have been done all the same")).toBe(isUncertain);
    expect(inspect(error, { depth: 10 })).not.toContain("<h1>");
  });
});
