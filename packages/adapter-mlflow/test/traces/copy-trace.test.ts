import type { TrackingHarness } from "@labeldesk/conformance";
import { COPY_ORIGIN_METADATA, isLabelingError, parseExactJson } from "@labeldesk/core";
import type { ExperimentId, Trace, TraceId } from "@labeldesk/core";
import { ensureMlflow } from "@labeldesk/mlflow-server";
import { beforeAll, describe, expect, it } from "vitest";
import { exportedSpans, sample, sampleFiles } from "../support/exported-samples.js";
import { newTraceId, rawTraces } from "../support/raw-traces.js";
import type { RawTraces } from "../support/raw-traces.js";
import { sessionBench } from "../support/session-bench.js";

const mlflow = await ensureMlflow();
const why = mlflow.kind === "missing" ? ` (skipped: ${mlflow.reason})` : "";

describe.skipIf(mlflow.kind === "missing")(`copyTrace on a real server${why}`, () => {
  const bench = sessionBench(mlflow);
  let harness: TrackingHarness;
  let raw: RawTraces;
  let from: ExperimentId;
  let to: ExperimentId;

  beforeAll(async () => {
    ({ harness, experimentId: from } = bench());
    raw = rawTraces(bench().url);
    to = await harness.createExperiment();
  });

  const copy = (traceId: TraceId, target = to) =>
    harness.tracking.traces.copyTrace(traceId, target);

  async function read(traceId: TraceId): Promise<Trace> {
    const [trace] = await harness.tracking.traces.getTraces([traceId]);
    if (trace === undefined) throw new Error(`The trace ${traceId} is not there.`);
    return trace;
  }

  function send(spans: readonly object[]): Promise<TraceId> {
    const traceId = newTraceId();
    const text = JSON.stringify(spans.map((span) => ({ traceId, ...span })));
    return raw.exportSpans(from, traceId, text);
  }

  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const ROOT = {
    spanId: "00000000000000a1",
    name: "root – Größe",
    startTimeUnixNano: "1795470492543327286",
    endTimeUnixNano: "1795470494043327287",
    status: { code: 1 },
  };

  it("keeps every value letter by letter, times to the nanosecond, events, links and what failed", async () => {
    const original = await send([
      {
        ...ROOT,
        attributes: [
          text("mlflow.spanInputs", `{"b": 1.0, "a": 1180591620717411303424, "n": NaN, "e": 1e3}`),
          text("mlflow.spanOutputs", `[-0.0, 1E400, "é \\u00e9 🏠", {"": null}]`),
          text("plain", "a text"),
          text("digits", "5"),
          text("word", "true"),
          text("nothing", ""),
          text("json in a text", `"{\\"a\\": 1}"`),
          text("quoted twice", `"\\"\\\\\\"x\\\\\\"\\""`),
          { key: "integer", value: { intValue: "9223372036854775807" } },
          { key: "least", value: { intValue: "-9223372036854775808" } },
          { key: "whole", value: { doubleValue: 3 } },
          { key: "fraction", value: { doubleValue: 5e-324 } },
          { key: "nan", value: { doubleValue: "NaN" } },
          { key: "infinite", value: { doubleValue: "-Infinity" } },
          { key: "yes", value: { boolValue: true } },
          { key: "null", value: {} },
          {
            key: "list",
            value: { arrayValue: { values: [{ intValue: "1" }, { doubleValue: 1 }] } },
          },
          { key: "pairs", value: { kvlistValue: { values: [{ key: "k", value: {} }] } } },
        ],
      },
      {
        ...ROOT,
        spanId: "ffffffffffffffff",
        parentSpanId: ROOT.spanId,
        name: "",
        status: { code: 2, message: "it broke – 大" },
        events: [
          {
            name: "exception",
            timeUnixNano: "1795470493043327289",
            attributes: [
              text("exception.message", `"quoted" {"a": 1}`),
              { key: "count", value: { intValue: "9007199254740993" } },
              { key: "whole", value: { doubleValue: 2 } },
              { key: "list", value: { arrayValue: { values: [{ stringValue: "5" }] } } },
            ],
          },
          { name: "second", timeUnixNano: "1795470493043327290" },
        ],
        // In JSON, the server reads the ids of links as base64.
        links: [
          {
            traceId: "ASNFZ4mrze8BI0VniavN7w==",
            spanId: "ASNFZ4mrze8=",
            attributes: [{ key: "weight", value: { doubleValue: 1 } }],
          },
        ],
      },
      { ...ROOT, spanId: "00000000000000a3", parentSpanId: "00000000000000ff", status: {} },
    ]);
    const copied = await copy(original);
    const expected = await raw.storedSpans(original);
    expect(expected).toContain("0123456789abcdef0123456789abcdef");
    expect(await raw.storedSpans(copied)).toBe(expected);
    const [a, b] = [await read(original), await read(copied)];
    expect(b.inputs?.key).toBe(a.inputs?.key);
    expect(b.inputs?.key).toContain("1180591620717411303424");
  });

  it("keeps tags and metadata of people, not what belongs to the original's place, run and sessions", async () => {
    const run = "0".repeat(32);
    const info = {
      request_time: "2026-11-20T10:00:00.123Z",
      execution_duration: "61.007s",
      state: "ERROR",
      request_preview: "a question",
      response_preview: "an answer",
      client_request_id: "request 1",
      tags: {
        "mlflow.traceName": "my trace",
        env: "prod",
        [`labeldesk.excluded.${run}`]: `{"by":"ana@example.com","reason":"a test"}`,
        [`labeldesk.assignees.${run}`]: `["ana@example.com"]`,
      },
      trace_metadata: {
        "mlflow.trace.session": "chat-1",
        "mlflow.trace.user": "user-1",
        "mlflow.trace.tokenUsage": `{"input_tokens": 5, "output_tokens": 7, "total_tokens": 12}`,
        "mlflow.sourceRun": run,
        version: "1.2",
      },
    };
    const original = await raw.upload(from, info, `{"spans": []}`);
    const copied = await copy(original);
    const { trace } = await bench().other.get(`/api/3.0/mlflow/traces/${copied}`);
    expect(trace?.["trace_info"]).toMatchObject({
      ...info,
      tags: { "mlflow.traceName": "my trace", env: "prod" },
      trace_metadata: {
        "mlflow.trace.session": "chat-1",
        "mlflow.trace.user": "user-1",
        version: "1.2",
        [COPY_ORIGIN_METADATA]: `${from}/${original}`,
      },
    });
    const [found] = await harness.tracking.traces.getTraceInfos([copied]);
    const names = [...Object.keys(found?.tags ?? {}), ...Object.keys(found?.metadata ?? {})];
    expect(names.filter((name) => name.startsWith("labeldesk."))).toEqual([COPY_ORIGIN_METADATA]);
    expect(names).not.toContain("mlflow.sourceRun");
    expect(parseExactJson(found?.metadata["mlflow.trace.tokenUsage"] ?? "")).toEqual({
      input_tokens: 5,
      output_tokens: 7,
      total_tokens: 12,
    });
  });

  it("brings no tag back that was removed from the original", async () => {
    const attributes = [text("mlflow.traceTag.kept", "1"), text("mlflow.traceTag.removed", "1")];
    const original = await send([{ ...ROOT, attributes }]);
    const path = `/api/3.0/mlflow/traces/${original}/tags`;
    await bench().other.send("DELETE", path, { key: "removed" });
    const { tags } = await read(await copy(original));
    expect(tags).toMatchObject({ kept: "1" });
    expect(tags).not.toHaveProperty("removed");
  });

  it.each(sampleFiles)(
    "copies %s letter by letter, for MLflow's own batch to read",
    async (file) => {
      const traceId = newTraceId();
      const original = await raw.exportSpans(from, traceId, exportedSpans(file, traceId));
      const copied = await copy(original);
      expect(await raw.storedSpans(copied)).toBe(await raw.storedSpans(original));
      const path = `/api/3.0/mlflow/traces/batchGet?trace_ids=${copied}`;
      expect(await bench().other.get(path)).toMatchObject({
        traces: [{ trace_info: { trace_id: copied } }],
      });
      const [a, b] = [await read(original), await read(copied)];
      expect(b.inputs?.key).toBe(a.inputs?.key);
      const { "mlflow.artifactLocation": _place, ...tags } = a.tags;
      expect(b).toMatchObject({ experimentId: to, assessments: [], tags });
      expect(shownOf(b)).toEqual(shownOf(a));
    },
  );

  it("copies a trace whose spans are kept as a file, with numbers beyond 64 bits in its inputs", async () => {
    const file = "plain-odd-objects-1.json";
    const info = { request_time: "2026-11-20T10:00:00.123Z", state: "OK" };
    const original = await raw.upload(from, info, sample(`artifact-spans/${file}`));
    const [a, b] = [await read(original), await read(await copy(original))];
    expect(b.inputs?.text).toBe(a.inputs?.text);
    expect(spansOf(b)).toEqual(spansOf(a));
    expect(b.spans[0]?.outputs).toMatchObject({ big: 1_180_591_620_717_411_303_424n });
  });

  it("completes a copy that was interrupted, whichever step it reached", async () => {
    const [original, target] = [await send([ROOT]), await harness.createExperiment()];
    const first = await copy(original, target);
    // What an interruption after the spans leaves: the origin is written last.
    await harness.deleteTrace(target, first);
    const half = { ...ROOT, traceId: first.slice(3), name: "half" };
    await raw.exportSpans(target, first.slice(3), JSON.stringify([half]));
    expect((await read(first)).metadata).not.toHaveProperty([COPY_ORIGIN_METADATA]);
    expect(await copy(original, target)).toBe(first);
    const whole = await read(first);
    expect(whole.metadata).toMatchObject({ [COPY_ORIGIN_METADATA]: `${from}/${original}` });
    expect(await raw.storedSpans(first)).toBe(await raw.storedSpans(original));
  });

  it("makes one copy when several callers copy at once", async () => {
    const [original, target] = [await send([ROOT]), await harness.createExperiment()];
    const copies = await Promise.all([1, 2, 3, 4].map(() => copy(original, target)));
    expect(new Set(copies).size).toBe(1);
    expect(await raw.storedSpans(copies[0] ?? original)).toBe(await raw.storedSpans(original));
  });

  it("copies a copy, which names the copy that it was made of", async () => {
    const first = await copy(await send([ROOT]));
    const second = await copy(first, await harness.createExperiment());
    expect((await read(second)).metadata).toMatchObject({
      [COPY_ORIGIN_METADATA]: `${to}/${first}`,
    });
  });

  it("refuses a trace whose last spans are still on their way", async () => {
    const stats = { "mlflow.trace.sizeStats": `{"num_spans": 2}` };
    const info = { request_time: "2026-11-20T10:00:00Z", state: "OK", trace_metadata: stats };
    const original = await raw.upload(from, info, `{"spans": []}`);
    await expect(copy(original)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("refuses to copy a trace to where it is, and into a deleted experiment", async () => {
    const original = await send([ROOT]);
    await expect(copy(original, from)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
    const deleted = await harness.createExperiment();
    await bench().other.send("POST", "/api/2.0/mlflow/experiments/delete", {
      experiment_id: deleted,
    });
    await expect(copy(original, deleted)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("refuses a whole number that the server cannot take in, by the attribute's name", async () => {
    const span = {
      span_id: "AAAAAAAAAAE=",
      start_time_unix_nano: 1,
      end_time_unix_nano: 2,
      attributes: { "too.big": "1180591620717411303424" },
    };
    const info = { request_time: "2026-11-20T10:00:00Z", state: "OK" };
    const original = await raw.upload(from, info, JSON.stringify({ spans: [span] }));
    const error: unknown = await copy(original).catch((reason: unknown) => reason);
    expect(isLabelingError(error, "UNSUPPORTED")).toBe(true);
    expect(error).toHaveProperty("message", expect.stringContaining("too.big"));
  });
});

function shownOf({ state, requestTimeMs, durationMs, requestPreview, responsePreview }: Trace) {
  return { state, requestTimeMs, durationMs, requestPreview, responsePreview };
}

/** What a reader is shown of the spans; the trace's id, which MLflow repeats in each, apart. */
function spansOf({ spans }: Trace): readonly unknown[] {
  return spans.map(({ attributes, ...span }) => {
    const { "mlflow.traceRequestId": _id, ...others } = attributes;
    return { ...span, attributes: others };
  });
}
