import { randomBytes, randomUUID } from "node:crypto";
import { inputsOf } from "./inputs.ts";
import { chunksOf } from "./pool.ts";
import type { Question, Task, Values } from "./protocol.ts";
import { V2, V3, openRest } from "./rest.ts";
import type { Rest } from "./rest.ts";
import { DatasetCreated, ExperimentCreated, SchemaCreated } from "./wire.ts";

/** How much there is to do. */
export interface Sizes {
  readonly traces: number;
  readonly reviewers: number;
  /** Records of the datasets that are synced into. */
  readonly datasets: readonly number[];
}

/** A dataset as it was before anything was synced into it. */
export interface WorldDataset {
  readonly datasetId: string;
  readonly records: number;
}

/** What one contestant works on: an experiment, its questions, traces and datasets, which nobody else touches. */
export interface World {
  /** Stands in all inputs. */
  readonly owner: string;
  readonly task: Task;
  readonly datasets: readonly WorldDataset[];
}

/** Spans of a trace. */
export const SPANS = 4;
/** What fills a span; together a trace weighs some 3 kB. */
const FILLER = "The parcel was handed to the carrier and is on its way. ".repeat(10);

const QUESTIONS = [
  {
    name: "is_correct",
    type: "feedback",
    input: { pass_fail: { positive_label: "Correct", negative_label: "Wrong" } },
  },
  { name: "tone", type: "feedback", input: { categorical: { options: ["good", "fair", "bad"] } } },
  { name: "expected_response", type: "expectation", input: { text: {} } },
] as const;

/** What everybody says about a trace. */
function valuesOf(number: number): Values {
  return {
    is_correct: number % 3 !== 0,
    tone: ["good", "fair", "bad"][number % 3] ?? "bad",
    expected_response: `Parcel ${number} arrives on Monday.`,
  };
}

/** Half of the session's traces have a record already, with other expectations. */
export function knownTraces({ traces }: { readonly traces: readonly unknown[] }): number {
  return Math.floor(traces.length / 2);
}

/** What a record held before: one expectation that the session gives anew, one that nobody touches. */
export const OLD = { expected_response: "Nobody knows.", kept: true } as const;

export async function makeWorld(url: string, sizes: Sizes): Promise<World> {
  const rest = openRest(url);
  const owner = randomUUID().slice(0, 8);
  const body = { name: `bench ${owner}` };
  const { experiment_id } = await rest.post(`${V2}/experiments/create`, body, ExperimentCreated);
  const questions: Question[] = [];
  for (const { name, type, input } of QUESTIONS) {
    const schema = { experiment_id, name, type: type.toUpperCase(), input };
    const made = await rest.post(`${V3}/label-schemas/create`, schema, SchemaCreated);
    questions.push({ name, type, schemaId: made.label_schema.schema_id });
  }
  const traceIds = await makeTraces(rest, experiment_id, owner, sizes.traces);
  const traces = traceIds.map((traceId, number) => ({ traceId, values: valuesOf(number) }));
  const reviewers = Array.from({ length: sizes.reviewers }, (_, n) => `reviewer-${n}@example.com`);
  const task: Task = {
    url,
    experimentId: experiment_id,
    sessionName: `Session ${owner}`,
    questions,
    reviewers,
    traces,
  };
  const datasets: WorldDataset[] = [];
  for (const records of sizes.datasets) {
    datasets.push({ datasetId: await makeDataset(rest, owner, task, records), records });
  }
  return { owner, task, datasets };
}

async function makeTraces(rest: Rest, experimentId: string, owner: string, count: number) {
  const ids = Array.from({ length: count }, () => randomBytes(16).toString("hex"));
  const startMs = Date.now() - count;
  const spans = ids.map((traceId, number) =>
    spansOf(traceId, startMs + number, inputsOf(owner, number)),
  );
  for (const part of chunksOf(spans, 100)) {
    const body = {
      resourceSpans: [{ scopeSpans: [{ scope: { name: "bench" }, spans: part.flat() }] }],
    };
    await rest.send("/v1/traces", body, { "x-mlflow-experiment-id": experimentId });
  }
  return ids.map((traceId) => `tr-${traceId}`);
}

function spansOf(traceId: string, startMs: number, inputs: unknown) {
  const rootId = randomBytes(8).toString("hex");
  return Array.from({ length: SPANS }, (_, index) => ({
    traceId,
    spanId: index === 0 ? rootId : randomBytes(8).toString("hex"),
    ...(index === 0 ? {} : { parentSpanId: rootId }),
    name: index === 0 ? "answer" : `step ${index}`,
    kind: 1,
    startTimeUnixNano: `${startMs}00000${index}`,
    endTimeUnixNano: `${startMs + 1}00000${index}`,
    status: { code: 1 },
    attributes: [
      attribute("mlflow.spanInputs", JSON.stringify(index === 0 ? inputs : { step: index })),
      attribute("mlflow.spanOutputs", JSON.stringify({ answer: FILLER })),
    ],
  }));
}

function attribute(key: string, value: string) {
  return { key, value: { stringValue: value } };
}

async function makeDataset(rest: Rest, owner: string, task: Task, size: number): Promise<string> {
  const body = { name: `Golden ${owner} ${size}`, experiment_ids: [task.experimentId] };
  const { dataset } = await rest.post(`${V3}/datasets/create`, body, DatasetCreated);
  const known = knownTraces(task);
  const records = Array.from({ length: size }, (_, number) => ({
    inputs: inputsOf(number < known ? owner : `nobody ${owner}`, number),
    expectations: OLD,
  }));
  for (const part of chunksOf(records, 2000)) {
    const path = `${V3}/datasets/${dataset.dataset_id}/records`;
    await rest.send(path, { records: JSON.stringify(part) });
  }
  return dataset.dataset_id;
}
