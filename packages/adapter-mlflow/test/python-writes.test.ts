import { exactJson, parseExactJson, TraceId } from "@labeldesk/core";
import type { Json, Span, Trace } from "@labeldesk/core";
import { ensureMlflow } from "@labeldesk/mlflow-server";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { askPython, PythonAssessment } from "./support/python/python-client.js";
import { sessionBench } from "./support/session-bench.js";

const mlflow = await ensureMlflow();
const why = mlflow.kind === "missing" ? ` (skipped: ${mlflow.reason})` : "";

const Nanoseconds = z.bigint();
const Logged = z.object({
  traces: z.array(
    z.object({
      name: z.string(),
      id: TraceId,
      status: z.enum(["OK", "ERROR"]),
      attributes: z.string(),
      spans: z.array(
        z.object({
          id: z.string(),
          parent: z.string().nullable(),
          name: z.string(),
          type: z.string(),
          start: Nanoseconds,
          end: Nanoseconds,
          inputs: z.string(),
          outputs: z.string(),
        }),
      ),
    }),
  ),
  assessments: z.array(PythonAssessment),
  attached: z.object({
    id: TraceId,
    inputs: z.string(),
    tags: z.record(z.string(), z.string()),
    metadata: z.record(z.string(), z.string()),
    requestTime: z.number(),
    duration: z.number(),
  }),
});
type Logged = z.infer<typeof Logged>;
type LoggedTrace = Logged["traces"][number];

/** What Python's `None` is read as: nothing was recorded. */
const valueOf = (text: string): Json | undefined =>
  text === "null" ? undefined : parseExactJson(text);

describe.skipIf(mlflow.kind === "missing")(`traces logged by MLflow's Python client${why}`, () => {
  const bench = sessionBench(mlflow);
  let logged: Logged;
  let read: readonly Trace[];

  beforeAll(async () => {
    const { harness, url, experimentId } = bench();
    logged = await askPython("write_traces.py", { url, experimentId }, Logged);
    const ids = [...logged.traces.map(({ id }) => id), logged.attached.id];
    read = await harness.tracking.traces.getTraces(ids);
  });

  function pair(name: string): readonly [LoggedTrace, Trace] {
    const wrote = logged.traces.find((trace) => trace.name === name);
    const trace = read.find(({ traceId }) => traceId === wrote?.id);
    if (wrote === undefined || trace === undefined) throw new Error(`${name} is not there.`);
    return [wrote, trace];
  }

  it("are all read in one call, also those that fail the server's batches", () => {
    const ids = [...logged.traces.map(({ id }) => id), logged.attached.id];
    expect(read.map(({ traceId }) => traceId)).toEqual(ids);
    const storages = read.map(({ tags }) => tags["mlflow.trace.spansLocation"]);
    // Spans with an integer beyond 64 bits are kept in a file.
    expect(storages.filter((storage) => storage === undefined)).toHaveLength(1);
  });

  it.each(["everything", "no JSON numbers", "beyond 64 bits", "no object", "nothing", "failed"])(
    "keep spans, values and times to the nanosecond: %s",
    (name) => {
      const [wrote, trace] = pair(name);
      const shown = ({ spanId, parentId, name: spanName, type, startNs, endNs }: Span) => ({
        id: spanId,
        parent: parentId ?? null,
        name: spanName,
        type,
        start: startNs,
        end: endNs,
      });
      expect(trace.spans.map(shown)).toEqual(
        wrote.spans.map(({ id, parent, name: spanName, type, start, end }) => ({
          id,
          parent,
          name: spanName,
          type,
          start,
          end,
        })),
      );
      for (const [index, { inputs, outputs }] of wrote.spans.entries()) {
        expect(trace.spans[index]?.inputs ?? undefined).toEqual(valueOf(inputs));
        expect(trace.spans[index]?.outputs ?? undefined).toEqual(valueOf(outputs));
      }
      const [root] = wrote.spans;
      const expected = root?.inputs === "null" ? undefined : exactJson(root?.inputs ?? "").key;
      expect(trace.inputs?.key).toBe(expected);
      expect(trace.state).toBe(wrote.status === "OK" ? "ok" : "error");
      expect(trace.durationMs).toBe(1000);
      expect(trace.requestTimeMs).toBe(1_795_470_492_543);
    },
  );

  it("keep attributes, and the exception as an event at its time", () => {
    const [wrote, trace] = pair("everything");
    expect(trace.spans[0]?.attributes).toMatchObject(
      z.record(z.string(), z.json().or(z.any())).parse(parseExactJson(wrote.attributes)),
    );
    const [, failed] = pair("failed");
    expect(failed.spans[1]?.events).toMatchObject([
      {
        name: "exception",
        timeNs: 1_795_470_492_543_327_786n,
        attributes: { "exception.type": "ValueError", "exception.message": "it broke – 大" },
      },
    ]);
  });

  it("carry their assessments, whoever gave them, overridden ones too", () => {
    const [, { assessments }] = pair("everything");
    const shown = new Map(assessments.map((assessment) => [assessment.assessmentId, assessment]));
    expect(logged.assessments).toHaveLength(16);
    const KINDS: Readonly<Record<string, string>> = { code: "CODE", human: "HUMAN" };
    const asPython = logged.assessments.map(({ id }) => {
      const assessment = [...shown.values()].find(({ assessmentId }) => assessmentId === id);
      const { kind = "", id: author = "" } = assessment?.source ?? {};
      return {
        id,
        name: assessment?.name,
        type: assessment?.type,
        value: assessment?.value,
        source: `${KINDS[kind] ?? "LLM_JUDGE"} ${author}`,
        rationale: assessment?.rationale ?? null,
        metadata: assessment?.metadata,
        valid: assessment?.valid,
      };
    });
    expect(asPython).toEqual(
      logged.assessments.map(({ metadata, value, valid, ...assessment }) => ({
        ...assessment,
        metadata: metadata ?? {},
        value: parseExactJson(value),
        valid: valid ?? true,
      })),
    );
    const big = assessments.find(({ name }) => name === "expected dict");
    expect(big?.value).toEqual({ big: 2n ** 60n + 1n, deep: [{ a: [1] }] });
    const tone = assessments.filter(({ name }) => name === "tone");
    expect(tone.map(({ value, valid, metadata }) => [value, valid, metadata])).toEqual([
      ["curt", false, {}],
      ["fine", true, { k: "v" }],
    ]);
  });

  it("refer to their attachments, and keep tags, metadata and times", () => {
    const { attached } = logged;
    const trace = read.find(({ traceId }) => traceId === attached.id);
    expect(attached.inputs).toContain("mlflow-attachment://");
    expect(trace?.inputs?.key).toBe(exactJson(attached.inputs).key);
    expect(trace).toMatchObject({
      tags: attached.tags,
      metadata: attached.metadata,
      requestTimeMs: attached.requestTime,
      durationMs: attached.duration,
    });
    expect(trace?.metadata["mlflow.trace.session"]).toBe("chat-1");
    expect(trace?.tags["env"]).toBe("prod – 大");
  });
});
