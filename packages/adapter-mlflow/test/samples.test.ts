import { existsSync, readFileSync, readdirSync } from "node:fs";
import type { TrackingHarness } from "@labeldesk/conformance";
import type { ExperimentId, Trace, TraceId } from "@labeldesk/core";
import { DEMO_EXPERIMENT, ensureMlflow, loadDemo } from "@labeldesk/mlflow-server";
import { beforeAll, describe, expect, it } from "vitest";
import { readArtifactSpans, readTraceResponse } from "../src/index.js";
import { rawElements, rawMembers } from "../src/wire/raw-json.js";
import { exportedSpans } from "./support/exported-samples.js";
import { rawTraces } from "./support/raw-traces.js";
import { sessionBench } from "./support/session-bench.js";
import { all } from "./support/streams.js";

const mlflow = await ensureMlflow();
const why = mlflow.kind === "missing" ? ` (skipped: ${mlflow.reason})` : "";

const folder = new URL("../../../tools/fixtures/samples/traces/", import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
const textOf = (file: string) => readFileSync(new URL(file, folder), "utf8");
const artifactOf = (file: string) =>
  existsSync(new URL(`artifact-spans/${file}`, folder))
    ? textOf(`artifact-spans/${file}`)
    : undefined;

const ARTIFACT_LOCATION =
  /"mlflow\.artifactLocation":\s*"[^"]*",|,\s*"mlflow\.artifactLocation":\s*"[^"]*"/;

/** The trace as it was recorded. */
function recorded(file: string): Trace {
  const trace = readTraceResponse(textOf(file));
  const artifact = artifactOf(file);
  return artifact === undefined ? trace : readArtifactSpans(artifact, trace);
}

/** The recorded fields of a trace, letter by letter, for another experiment, and the assessments that override others. */
function recordedInfo(file: string, experimentId: ExperimentId) {
  const trace = rawMembers(textOf(file)).get("trace") ?? "";
  const info = rawMembers(trace).get("trace_info") ?? "";
  const listed = rawMembers(info).get("assessments") ?? "[]";
  const assessments = rawElements(listed);
  const overriding = assessments.filter((assessment) => rawMembers(assessment).has("overrides"));
  const others = assessments.filter((assessment) => !overriding.includes(assessment));
  const moved = info
    .replace(listed, () => `[${others.join(", ")}]`)
    .replace(/"experiment_id":\s*"\d+"/, `"experiment_id": "${experimentId}"`)
    // Where a trace's files are is the server's to say.
    .replace(ARTIFACT_LOCATION, "");
  return { info: moved, overriding };
}

describe.skipIf(mlflow.kind === "missing")(`recorded traces on a real server${why}`, () => {
  const bench = sessionBench(mlflow);
  let harness: TrackingHarness;
  let experimentId: ExperimentId;
  let read: ReadonlyMap<TraceId, Trace>;

  /** Sends a recorded trace to the server under its own id: its spans, then its fields and assessments. */
  async function load(file: string): Promise<void> {
    const { url } = bench();
    const { traceId, state, spans } = recorded(file);
    const raw = rawTraces(url);
    const artifact = artifactOf(file);
    if (artifact === undefined && spans.length > 0) {
      const otelId = traceId.slice("tr-".length);
      await raw.exportSpans(experimentId, otelId, exportedSpans(file, otelId));
    }
    if (state === "inProgress") return;
    const { info, overriding } = recordedInfo(file, experimentId);
    const traces = `${url}/api/3.0/mlflow/traces`;
    await put(traces, "POST", `{"trace": {"trace_info": ${info}}}`);
    // Only alone does one make another invalid.
    for (const assessment of overriding) {
      await put(`${traces}/${traceId}/assessments`, "POST", `{"assessment": ${assessment}}`);
    }
    const place = `${experimentId}/traces/${traceId}/artifacts/traces.json`;
    const upload = `${url}/api/2.0/mlflow-artifacts/artifacts/${place}`;
    if (artifact !== undefined) await put(upload, "PUT", artifact);
  }

  async function put(address: string, method: string, body: string): Promise<void> {
    const headers = { "content-type": "application/json" };
    const response = await fetch(address, { method, headers, body });
    if (!response.ok) throw new Error(`HTTP ${response.status} ${await response.text()}`);
  }

  beforeAll(async () => {
    ({ harness, experimentId } = bench());
    for (const file of files) await load(file);
    const ids = files.map((file) => recorded(file).traceId);
    const traces = await harness.tracking.traces.getTraces(ids);
    read = new Map(traces.map((trace) => [trace.traceId, trace]));
  });

  it("are 46, read in one call, in the order asked", () => {
    expect(files).toHaveLength(46);
    expect([...read.keys()]).toEqual(files.map((file) => recorded(file).traceId));
  });

  it.each(files)("come back as they were: %s", (file) => {
    const expected = recorded(file);
    const trace = read.get(expected.traceId);
    const location = `mlflow-artifacts:/${experimentId}/traces/${expected.traceId}/artifacts`;
    const tags = { ...expected.tags, "mlflow.artifactLocation": location };
    // The server notes that somebody sent the fields.
    const isSent = expected.state === "inProgress" ? {} : { "mlflow.trace.infoFinalized": "true" };
    const metadata = { ...expected.metadata, ...isSent };
    expect(trace).toEqual({ ...expected, experimentId, tags, metadata });
    expect(trace?.inputs?.text).toBe(expected.inputs?.text);
  });

  it("come back from MLflow's own demo as the server keeps them", async () => {
    const { url } = bench();
    if (mlflow.kind === "missing") throw new Error(mlflow.reason);
    await loadDemo({ url, mlflow: mlflow.mlflow, login: undefined });
    const { traces, experiments } = harness.tracking;
    const demo = await experiments.findExperimentByName(DEMO_EXPERIMENT);
    if (demo === undefined) throw new Error("There is no demo.");
    const infos = await all(traces.searchTraces({ experimentId: demo.experimentId }));
    expect(infos.length).toBeGreaterThan(20);
    const full = await traces.getTraces(infos.map(({ traceId }) => traceId));
    expect(full).toHaveLength(infos.length);
    for (const [index, { spans, inputs, ...info }] of full.entries()) {
      expect(info).toEqual(infos[index]);
      expect(spans.length).toBeGreaterThan(0);
      const kept = readArtifactSpans(await storedText(url, info.traceId), info);
      expect(spans).toEqual(kept.spans);
      expect(inputs?.key).toBe(kept.inputs?.key);
      const counted = JSON.parse(info.metadata["mlflow.trace.sizeStats"] ?? "{}");
      expect(counted).toMatchObject({ num_spans: spans.length });
    }
    expect(infos.some(({ assessments }) => assessments.length > 0)).toBe(true);
  }, 300_000);
});

/** The spans letter by letter, by the route of MLflow's own pages. */
async function storedText(url: string, traceId: TraceId): Promise<string> {
  const address = `${url}/ajax-api/3.0/mlflow/get-trace-artifact?request_id=${traceId}`;
  return await (await fetch(address)).text();
}
