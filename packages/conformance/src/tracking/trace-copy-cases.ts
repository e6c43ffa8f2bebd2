import {
  COPY_ORIGIN_METADATA,
  ExperimentId,
  type Span,
  type Trace,
  TraceId,
} from "@labeldesk/core";
import { expect, it } from "vitest";
import { codeOf, collect } from "./expectations.js";
import type { PortFixture } from "./port-suite.js";
import { newAssessment, newSession } from "./samples.js";
import type { HarnessOf, NewTrace } from "./tracking-harness.js";

type Fixture = PortFixture<HarnessOf<"traces" | "sessions" | "assessments", "createTrace">>;

const ORIGINAL: NewTrace = {
  name: "answer question",
  type: "AGENT",
  inputs: `{"question": "Größe 大きさ 🏠?", "order": 1152921504606846977, "weight": 1.0}`,
  outputs: `{"answer": ["as large as a house", 2.50]}`,
  requestTimeMs: Date.UTC(2026, 9, 5, 12),
  durationMs: 1500,
  tags: { env: "prod" },
  sessionId: "chat-1",
  children: [
    { name: "search", type: "RETRIEVER" },
    { name: "write", type: "LLM" },
  ],
};

/** Traces that are copied into another experiment. */
export function traceCopyCases(fixture: () => Fixture): void {
  const traces = () => fixture().tracking.traces;
  const newTrace = (trace: NewTrace) => fixture().createTrace(fixture().experimentId, trace);
  const found = async (experimentId: ExperimentId) =>
    (await collect(traces().searchTraces({ experimentId }))).map(({ traceId }) => traceId);

  async function read(traceId: TraceId): Promise<Trace> {
    const [trace] = await traces().getTraces([traceId]);
    if (trace === undefined) throw new Error(`The trace ${traceId} is not there.`);
    return trace;
  }

  it("copies a trace with its spans under an id of its own, and says where it comes from", async () => {
    const { createExperiment, experimentId: from } = fixture();
    const [original, to] = [await read(await newTrace(ORIGINAL)), await createExperiment()];
    const copy = await read(await traces().copyTrace(original.traceId, to));
    expect(copy.traceId).not.toBe(original.traceId);
    expect(copy).toMatchObject({
      experimentId: to,
      state: "ok",
      requestTimeMs: original.requestTimeMs,
      durationMs: 1500,
      metadata: { [COPY_ORIGIN_METADATA]: `${from}/${original.traceId}` },
    });
    expect(copy.inputs?.key).toBe(original.inputs?.key);
    expect(spansOf(copy)).toEqual(spansOf(original));
    expect(await found(to)).toEqual([copy.traceId]);
  });

  it("leaves the original as it was", async () => {
    const original = await read(await newTrace(ORIGINAL));
    await traces().copyTrace(original.traceId, await fixture().createExperiment());
    expect(await read(original.traceId)).toEqual(original);
  });

  it("copies no assessments, and keeps those of the original and of the copy apart", async () => {
    const { tracking, createExperiment, experimentId } = fixture();
    const traceId = await newTrace(ORIGINAL);
    const { runId } = await tracking.sessions.createSession(newSession(experimentId));
    await tracking.assessments.writeAssessment(newAssessment(traceId, runId));
    const copyId = await traces().copyTrace(traceId, await createExperiment());
    expect(await tracking.assessments.listAssessments(copyId)).toEqual([]);
    await tracking.assessments.writeAssessment(newAssessment(copyId, runId, { value: false }));
    expect(await tracking.assessments.listAssessments(traceId)).toMatchObject([{ value: true }]);
  });

  it("copies once: a repeat returns the copy that is there, another experiment gets its own", async () => {
    const { createExperiment } = fixture();
    const [one, other] = [await createExperiment(), await createExperiment()];
    const traceId = await newTrace(ORIGINAL);
    const copyId = await traces().copyTrace(traceId, one);
    expect(await traces().copyTrace(traceId, one)).toBe(copyId);
    const otherCopyId = await traces().copyTrace(traceId, other);
    expect(new Set([traceId, copyId, otherCopyId]).size).toBe(3);
    expect([await found(one), await found(other)]).toEqual([[copyId], [otherCopyId]]);
  });

  it("tells the copies of two traces with the same content apart", async () => {
    const to = await fixture().createExperiment();
    const [one, other] = [await newTrace(ORIGINAL), await newTrace(ORIGINAL)];
    const copies = [await traces().copyTrace(one, to), await traces().copyTrace(other, to)];
    expect(new Set(copies).size).toBe(2);
    expect(new Set(await found(to))).toEqual(new Set(copies));
  });

  it("copies a trace that failed, and one without inputs", async () => {
    const to = await fixture().createExperiment();
    const failed = await traces().copyTrace(await newTrace({ state: "error" }), to);
    const copy = await read(failed);
    expect(copy.state).toBe("error");
    expect(copy.inputs).toBeUndefined();
    expect(copy.spans[0]?.status.code).toBe("error");
  });

  it("refuses an unknown trace, an unknown experiment and a trace in progress", async () => {
    const { createExperiment } = fixture();
    const to = await createExperiment();
    const traceId = await newTrace(ORIGINAL);
    const unknown = TraceId.parse("tr-00000000000000000000000000000000");
    const running = await newTrace({ ...ORIGINAL, state: "inProgress" });
    expect(await codeOf(traces().copyTrace(unknown, to))).toBe("NOT_FOUND");
    expect(await codeOf(traces().copyTrace(traceId, ExperimentId.parse("999999999")))).toBe(
      "NOT_FOUND",
    );
    expect(await codeOf(traces().copyTrace(running, to))).toBe("CONFLICT");
    expect(await found(to)).toEqual([]);
  });

  it("refuses to copy a trace into the experiment that it is in", async () => {
    const { createExperiment, createTrace } = fixture();
    const experimentId = await createExperiment();
    const traceId = await createTrace(experimentId, ORIGINAL);
    const copying = traces().copyTrace(traceId, experimentId);
    expect(await codeOf(copying)).toBe("INVALID_ARGUMENT");
    expect(await found(experimentId)).toEqual([traceId]);
  });
}

/** The spans with their parents by name: a copy may have span ids of its own. */
function spansOf({ spans }: Trace): readonly unknown[] {
  const names = new Map(spans.map(({ spanId, name }) => [spanId, name]));
  return spans.map(({ spanId: _own, parentId, attributes, ...span }: Span) => ({
    ...span,
    parent: parentId === undefined ? undefined : names.get(parentId),
    attributes: Object.fromEntries(
      // MLflow repeats the trace's id in every span.
      Object.entries(attributes).filter(([name]) => name !== "mlflow.traceRequestId"),
    ),
  }));
}
