import { ExperimentId, type Trace, type TraceSearch, TraceId } from "@labeldesk/core";
import { beforeAll, expect, it } from "vitest";
import { abortedOptions, codeOf, collect, rejectionOf } from "./expectations.js";
import { describePort } from "./port-suite.js";
import { ANA, inputs, newAssessment, newSession } from "./samples.js";
import { conversationCases } from "./conversation-cases.js";
import { traceCopyCases } from "./trace-copy-cases.js";
import type { HarnessOf, NewTrace, PortSuite } from "./tracking-harness.js";

const NOON_MS = Date.UTC(2026, 9, 5, 12);

const OLDEST: NewTrace = {
  name: "answer question",
  type: "AGENT",
  inputs: `{"question": "How large is it?", "order": 1152921504606846977, "weight": 1.0}`,
  outputs: `{"answer": "As large as a house – 大きい 🏠"}`,
  requestTimeMs: NOON_MS,
  durationMs: 1500,
  tags: { env: "prod", "team.name": "support" },
  sessionId: "chat-1",
  children: [
    { name: "search", type: "RETRIEVER" },
    { name: "write", type: "LLM" },
  ],
};
const MIDDLE: NewTrace = {
  name: "fail",
  inputs: `{"question": "And now?"}`,
  state: "error",
  requestTimeMs: NOON_MS + 1000,
  tags: { env: "prod", "mlflow.traceName": "failing" },
};
const NEWEST: NewTrace = { requestTimeMs: NOON_MS + 2000, tags: { env: "dev's" } };

/** What {@link describeTraceStore} needs. */
export type TraceStoreHarness = HarnessOf<
  "traces" | "sessions" | "items" | "assessments",
  "createTrace" | "deleteTrace"
>;

/** Registers the suite of `TraceStore`. */
export function describeTraceStore(suite: PortSuite<TraceStoreHarness>): void {
  describePort("TraceStore", suite, (fixture) => {
    let oldest: TraceId;
    let middle: TraceId;
    let newest: TraceId;
    beforeAll(async () => {
      const { createTrace, experimentId } = fixture();
      newest = await createTrace(experimentId, NEWEST);
      oldest = await createTrace(experimentId, OLDEST);
      middle = await createTrace(experimentId, MIDDLE);
    });

    const unknown = TraceId.parse("tr-00000000000000000000000000000000");

    async function getTrace(traceId: TraceId): Promise<Trace> {
      const [trace] = await fixture().tracking.traces.getTraces([traceId]);
      if (trace === undefined) throw new Error(`The trace ${traceId} is not there.`);
      return trace;
    }

    async function search(rest: Omit<TraceSearch, "experimentId">): Promise<readonly TraceId[]> {
      const { tracking, experimentId } = fixture();
      const found = await collect(tracking.traces.searchTraces({ experimentId, ...rest }));
      return found.map(({ traceId }) => traceId);
    }

    it("gives the traces in the order asked and leaves out those that do not exist", async () => {
      const { traces } = fixture().tracking;
      const asked = [middle, unknown, newest, oldest];
      const found = await traces.getTraces(asked);
      const infos = await traces.getTraceInfos(asked);
      expect(found.map(({ traceId }) => traceId)).toEqual([middle, newest, oldest]);
      expect(infos.map(({ traceId }) => traceId)).toEqual([middle, newest, oldest]);
    });

    it("gives nothing when asked for nothing, or only for what does not exist", async () => {
      const { traces } = fixture().tracking;
      expect(await traces.getTraces([])).toEqual([]);
      expect(await traces.getTraceInfos([])).toEqual([]);
      expect(await traces.getTraces([unknown])).toEqual([]);
      expect(await traces.getTraceInfos([unknown])).toEqual([]);
    });

    it("tells when a trace began, how long it took, how it ended, its tags and its conversation", async () => {
      const { experimentId } = fixture();
      expect(await getTrace(oldest)).toMatchObject({
        traceId: oldest,
        experimentId,
        state: "ok",
        requestTimeMs: NOON_MS,
        durationMs: 1500,
        tags: { env: "prod", "team.name": "support" },
        metadata: { "mlflow.trace.session": "chat-1" },
        assessments: [],
      });
      expect(await getTrace(middle)).toMatchObject({ state: "error", tags: { env: "prod" } });
    });

    it("gives the same information with and without spans", async () => {
      const { inputs: _inputs, spans: _spans, ...info } = await getTrace(oldest);
      expect(await fixture().tracking.traces.getTraceInfos([oldest])).toEqual([info]);
    });

    it("gives the spans with names, types, values and parents, the root first", async () => {
      const { spans } = await getTrace(oldest);
      const [root, ...children] = spans;
      expect(root).toMatchObject({
        name: "answer question",
        type: "AGENT",
        status: { code: "ok" },
        inputs: { question: "How large is it?", order: 1_152_921_504_606_846_977n, weight: 1 },
        outputs: { answer: "As large as a house – 大きい 🏠" },
      });
      expect(root?.parentId).toBeUndefined();
      expect(children.map(({ name, type }) => ({ name, type }))).toEqual(OLDEST.children);
      expect(new Set(children.map(({ parentId }) => parentId))).toEqual(new Set([root?.spanId]));
    });

    it("gives the times of a span in whole nanoseconds", async () => {
      const [root] = (await getTrace(oldest)).spans;
      expect(root?.startNs).toBe(BigInt(NOON_MS) * 1_000_000n);
      expect(root?.endNs).toBe(BigInt(NOON_MS + 1500) * 1_000_000n);
    });

    it("says that a span failed", async () => {
      const [root] = (await getTrace(middle)).spans;
      expect(root?.status.code).toBe("error");
    });

    it.each([
      `{"question": "How large is it?", "n": 1}`,
      `{"question": "How large is it?", "n": 1.0}`,
      `{"n": true}`,
      `{"id": 18014398509481985, "ids": [9007199254740993, -9007199254740993]}`,
      `{"text": "Größe 大きさ 🏠 \\n \\"quoted\\" <b>&amp;</b>", "": null}`,
      `{"messages": [{"role": "user", "content": [{"type": "text", "text": "hi"}]}], "t": 1e3}`,
      `{"n": 123456789012345678901234567890}`,
      `{"x": NaN, "y": [-Infinity]}`,
      `{}`,
    ])("keeps the inputs exactly as recorded: %s", async (text) => {
      const { createTrace, createExperiment } = fixture();
      const traceId = await createTrace(await createExperiment(), { inputs: text });
      expect((await getTrace(traceId)).inputs?.key).toBe(inputs(text).key);
    });

    it("gives a trace with an integer beyond 64 bits among others", async () => {
      const { tracking, createTrace, createExperiment } = fixture();
      const text = `{"n": 123456789012345678901234567890}`;
      const large = await createTrace(await createExperiment(), { inputs: text });
      const found = await tracking.traces.getTraces([middle, large, oldest]);
      expect(found.map(({ traceId }) => traceId)).toEqual([middle, large, oldest]);
      expect(found[1]?.spans[0]?.inputs).toEqual({ n: 123_456_789_012_345_678_901_234_567_890n });
    });

    it("has no inputs where none were recorded", async () => {
      expect((await getTrace(newest)).inputs).toBeUndefined();
    });

    it("shows the assessments of a trace", async () => {
      const { tracking, createTrace, createExperiment } = fixture();
      const experimentId = await createExperiment();
      const traceId = await createTrace(experimentId, {});
      const { runId } = await tracking.sessions.createSession(newSession(experimentId));
      await tracking.assessments.writeAssessment(newAssessment(traceId, runId));
      const listed = await tracking.assessments.listAssessments(traceId);
      expect(listed).toMatchObject([{ name: "is_correct", source: { kind: "human", id: ANA } }]);
      expect((await getTrace(traceId)).assessments).toEqual(listed);
      const [info] = await tracking.traces.getTraceInfos([traceId]);
      expect(info?.assessments).toEqual(listed);
    });

    it("finds the traces of one experiment, newest first", async () => {
      expect(await search({})).toEqual([newest, middle, oldest]);
    });

    it("finds at most as many as asked for, the newest", async () => {
      expect(await search({ limit: 2 })).toEqual([newest, middle]);
    });

    it.each<[filter: string, expected: () => readonly TraceId[]]>([
      ["tags.env = 'prod'", () => [middle, oldest]],
      [`tags.env = "dev's"`, () => [newest]],
      ["tags.env = 'PROD'", () => []],
      ["tags.`team.name` = 'support'", () => [oldest]],
      ["status = 'ERROR'", () => [middle]],
      ["name = 'failing'", () => [middle]],
      ["tags.env = 'prod' AND status = 'OK'", () => [oldest]],
      [`timestamp_ms > ${NOON_MS} AND timestamp_ms <= ${NOON_MS + 1000}`, () => [middle]],
      ["metadata.`mlflow.trace.session` = 'chat-1'", () => [oldest]],
      ["trace.text ILIKE '%AS LARGE AS A HOUSE%'", () => [oldest]],
    ])("filters with %s, newest first", async (filter, expected) => {
      expect(await search({ filter })).toEqual(expected());
    });

    it.each(["tags.env", "nonsense", "tags.env = 'prod' OR status = 'OK'", "colour = 'red'"])(
      "refuses the filter: %s",
      async (filter) => {
        expect(await codeOf(search({ filter }))).toBe("INVALID_ARGUMENT");
      },
    );

    it("refuses to search an experiment that does not exist", async () => {
      const { traces } = fixture().tracking;
      const experimentId = ExperimentId.parse("999999999");
      expect(await codeOf(collect(traces.searchTraces({ experimentId })))).toBe("NOT_FOUND");
    });

    it("finds only the traces of a session, filtered too, newest first", async () => {
      const { tracking, experimentId } = fixture();
      const { runId } = await tracking.sessions.createSession(newSession(experimentId));
      expect(await search({ runId })).toEqual([]);
      const items = [oldest, newest].map((traceId) => ({
        source: { kind: "trace", traceId } as const,
      }));
      await tracking.items.addItems(runId, items);
      expect(await search({ runId })).toEqual([newest, oldest]);
      expect(await search({ runId, filter: "tags.env = 'prod'" })).toEqual([oldest]);
    });

    it("does not show traces that arrive after the search began", async () => {
      const { tracking, createTrace, createExperiment } = fixture();
      const experimentId = await createExperiment();
      const first = await createTrace(experimentId, { requestTimeMs: NOON_MS });
      const second = await createTrace(experimentId, { requestTimeMs: NOON_MS + 1 });
      const found = tracking.traces.searchTraces({ experimentId })[Symbol.asyncIterator]();
      expect((await found.next()).value?.traceId).toBe(second);
      await createTrace(experimentId, { requestTimeMs: NOON_MS + 2 });
      expect((await found.next()).value?.traceId).toBe(first);
      expect((await found.next()).done).toBe(true);
    });

    it("neither gives nor finds a trace that was deleted", async () => {
      const { tracking, createTrace, createExperiment, deleteTrace } = fixture();
      const experimentId = await createExperiment();
      const kept = await createTrace(experimentId, {});
      const deleted = await createTrace(experimentId, {});
      await deleteTrace(experimentId, deleted);
      const found = await tracking.traces.getTraces([deleted, kept]);
      expect(found.map(({ traceId }) => traceId)).toEqual([kept]);
      const searched = await collect(tracking.traces.searchTraces({ experimentId }));
      expect(searched.map(({ traceId }) => traceId)).toEqual([kept]);
    });

    traceCopyCases(fixture);
    conversationCases(fixture);

    it("rejects with the reason of a signal that is aborted already", async () => {
      const { tracking, experimentId } = fixture();
      const aborted = abortedOptions();
      const calls = callsOf(tracking, experimentId, oldest, aborted);
      for (const reason of await Promise.all(calls.map(rejectionOf))) {
        expect(reason).toBe(aborted.reason);
      }
    });
  });
}

function callsOf(
  { traces }: TraceStoreHarness["tracking"],
  experimentId: ExperimentId,
  traceId: TraceId,
  options: ReturnType<typeof abortedOptions>,
): readonly Promise<unknown>[] {
  return [
    traces.getTraces([traceId], options),
    traces.getTraceInfos([traceId], options),
    collect(traces.searchTraces({ experimentId }, options)),
    traces.copyTrace(traceId, experimentId, options),
  ];
}
