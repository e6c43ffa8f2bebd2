import { readFileSync, readdirSync } from "node:fs";
import { exactJson } from "@labeldesk/core";
import { describe, expect, it } from "vitest";
import { readArtifactSpans, readTraceResponse } from "../../src/index.js";

const folder = new URL("../../../../tools/fixtures/samples/traces/", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, folder), "utf8");
const files = readdirSync(folder).filter((file) => file.endsWith(".json"));

describe("readTraceResponse", () => {
  it("finds the samples", () => {
    expect(files.length).toBeGreaterThan(40);
  });

  it.each(files)("reads %s", (file) => {
    const trace = readTraceResponse(read(file));
    expect(trace.traceId).toMatch(/^tr-[0-9a-f]{32}$/);
    expect(trace.spans.every(({ spanId }) => /^[0-9a-f]{16}$/.test(spanId))).toBe(true);
    const [first, ...others] = trace.spans;
    const hasRoot = trace.spans.some(({ parentId }) => parentId === undefined);
    expect(first?.parentId === undefined).toBe(hasRoot || first === undefined);
    expect(others.every(({ startNs }) => startNs > 1_700_000_000_000_000_000n)).toBe(true);
  });

  // MLflow's Python client keeps the inputs' own JSON text in the metadata, unless it is too long.
  const withText = files.filter((file) => {
    const { metadata, spans } = readTraceResponse(read(file));
    const text = metadata["mlflow.traceInputs"];
    return spans.length > 0 && text !== undefined && !text.endsWith("...");
  });

  it.each(withText)("rebuilds the inputs of %s exactly as Python wrote them", (file) => {
    const trace = readTraceResponse(read(file));
    const text = trace.metadata["mlflow.traceInputs"] ?? "";
    expect(trace.inputs?.key ?? "null").toBe(exactJson(text).key);
  });

  it("reads feedback, expectations, their authors and their validity", () => {
    const { assessments } = readTraceResponse(read("plain-assessments.json"));
    const shown = assessments.map(({ name, type, value, source, valid }) => [
      name,
      type,
      value,
      `${source.kind} ${source.id}`,
      valid,
    ]);
    expect(shown).toEqual([
      ["correctness", "feedback", true, "llmJudge openai:/gpt-4o", true],
      ["toxicity", "feedback", null, "llmJudge openai:/gpt-4o", true],
      ["latency_s", "feedback", 0.42, "code latency_check", true],
      ["tone", "feedback", "curt", "human lena@example.com", false],
      ["tone", "feedback", "fine", "human omar@example.com", true],
      [
        "expected_response",
        "expectation",
        "99.9 % uptime per calendar month",
        "human lena@example.com",
        true,
      ],
      ["expected_facts", "expectation", ["99.9%", "monthly"], "human lena@example.com", true],
      ["expected_doc", "expectation", { uri: "sla.pdf", page: 3 }, "human lena@example.com", true],
      ["relevance", "feedback", "yes", "llmJudge openai:/gpt-4o", true],
    ]);
  });

  it("keeps numbers that JSON does not know, and whole ones beyond 2^53", () => {
    const { spans, inputs } = readTraceResponse(read("plain-nan-infinity.json"));
    expect(inputs?.text).toBe(`{"threshold": NaN}`);
    expect(spans[0]?.outputs).toEqual({
      nan: Number.NaN,
      inf: Infinity,
      ninf: -Infinity,
      negzero: -0,
      huge: 1e308,
      beyond_double: 9_007_199_254_740_993n,
      small: 5e-324,
    });
  });

  it("reads an exception as an event of its span", () => {
    const [root] = readTraceResponse(read("plain-exception.json")).spans;
    expect(root?.status.code).toBe("error");
    expect(root?.events).toMatchObject([
      { name: "exception", attributes: { "exception.type": "ValueError" } },
    ]);
  });

  it("gives no duration to a trace in progress", () => {
    const trace = readTraceResponse(read("plain-in-progress.json"));
    expect(trace.state).toBe("inProgress");
    expect(trace.durationMs).toBeUndefined();
    expect(trace.inputs).toBeUndefined();
  });

  it.each(["", "<html>", "[]", `{"trace": {}}`])("refuses what is no trace: %s", (text) => {
    expect(() => readTraceResponse(text)).toThrow(/answer is not one of MLflow's/);
  });
});

describe("readArtifactSpans", () => {
  it("reads spans that the other route cannot serve, inputs as they were stored", () => {
    const { spans: _none, ...info } = readTraceResponse(read("plain-odd-objects-1.json"));
    const trace = readArtifactSpans(read("artifact-spans/plain-odd-objects-1.json"), info);
    expect(trace.inputs?.text).toMatch(/^{"when": "2026-02-03 04:05:00"/);
    expect(trace.spans[0]?.outputs).toMatchObject({
      pt: { x: 1, y: Number.NaN },
      big: 1_180_591_620_717_411_303_424n,
    });
  });
});
