import { createLabeling, TraceId, type RunId } from "@labeldesk/core";
import { expect } from "vitest";
import type { MlflowGround } from "./mlflow-ground.js";
import type { Given, GivenAnswers } from "./given.js";
import { DATASET } from "./road.js";

// What the road left on the server, read without the adapter: plain HTTP, plain JSON.

/** Run, linked traces, review queue and assessments are exactly what was given. */
export async function checkAnswered(
  ground: MlflowGround,
  runId: RunId,
  given: Given,
): Promise<void> {
  const { url } = ground;
  const { run } = await get(url, `/api/2.0/mlflow/runs/get?run_id=${runId}`);
  expect(run.info).toMatchObject({ run_name: "support-bot answers", status: "RUNNING" });
  expect(run.data.tags).toContainEqual({ key: "mlflow.runType", value: "labeling" });

  const experimentId = run.info.experiment_id;
  const linked = await linkedTraces(url, experimentId, runId);
  expect(new Set(linked.map(({ trace_id }) => trace_id))).toEqual(new Set(given.keys()));
  await checkQueue(url, experimentId, [...given.keys()]);
  for (const trace of linked) {
    const answers = given.get(TraceId.parse(trace.trace_id));
    if (answers === undefined) throw new Error("a trace that was not given");
    const ours = (trace.assessments ?? []).filter(
      ({ metadata }: Wire) => metadata?.["mlflow.assessment.sourceRunId"] === runId,
    );
    const expected = [
      ...expectedAssessments("ana@example.com", answers.ana),
      ...expectedAssessments("ben@example.com", answers.ben),
    ];
    expect(ours.map(withoutIds).toSorted(byKey)).toEqual(expected.toSorted(byKey));
  }
}

/** The dataset holds a record for each inputs, and writing again changes none of them. */
export async function checkSynced(
  ground: MlflowGround,
  runId: RunId,
  given: Given,
  records: number,
): Promise<void> {
  const { url } = ground;
  const session = await ground.tracking.sessions.getSession(runId);
  const [dataset, ...others] = (
    await post(url, "/api/3.0/mlflow/datasets/search", {
      experiment_ids: [session.experimentId],
      filter_string: `name = '${DATASET}'`,
    })
  ).datasets;
  expect(others).toEqual([]);
  const before = await recordsOf(url, dataset.dataset_id);
  expect(before).toHaveLength(records);
  for (const record of before) {
    const answers = given.get(record.source.source_data.trace_id)?.ana;
    if (answers === undefined) throw new Error("a record of a trace that was not given");
    expect(record.inputs).toEqual(await rootInputs(url, record.source.source_data.trace_id));
    const isHeldBack = Object.keys(record.expectations ?? {}).length < 2;
    if (isHeldBack) continue;
    expect(record.expectations).toEqual({
      ideal_answer: answers.idealAnswer,
      expected_facts: answers.facts,
    });
  }
  expect(
    before.filter(({ expectations }) => Object.keys(expectations).length === 2).length,
  ).toBeGreaterThan(records / 2);
  const report = await createLabeling({ tracking: ground.tracking }).sync(runId, {
    kind: "name",
    name: DATASET,
  });
  expect(report).toMatchObject({ inserted: 0, updated: 0 });
  expect(await recordsOf(url, dataset.dataset_id)).toEqual(before);
}

async function checkQueue(url: string, experimentId: string, traceIds: readonly string[]) {
  const { review_queues: queues } = await get(
    url,
    `/api/3.0/mlflow/review-queues/list?experiment_id=${experimentId}`,
  );
  const queue = queues.find(({ name }: { name: string }) => name === "support-bot answers");
  expect(queue).toMatchObject({
    queue_type: "CUSTOM",
    users: ["ana@example.com", "ben@example.com"],
  });
  expect(queue.schema_ids).toHaveLength(6);
  const { items } = await get(
    url,
    `/api/3.0/mlflow/review-queues/items/list?queue_id=${queue.queue_id}`,
  );
  const states = items.map(({ item_id, status }: Wire) => [item_id, status]);
  expect(new Map(states)).toEqual(new Map(traceIds.map((id) => [id, "COMPLETE"])));
  expect(states).toHaveLength(traceIds.length);
}

/** The shapes that MLflow's Review tab writes: booleans, texts, lists of texts, numbers. */
function expectedAssessments(reviewer: string, answers: GivenAnswers): readonly Wire[] {
  const source = { source_type: "HUMAN", source_id: reviewer };
  const feedback = (name: string, value: unknown, rationale?: string) => ({
    assessment_name: name,
    source,
    feedback: { value },
    ...(rationale === undefined ? {} : { rationale }),
    valid: true,
  });
  return [
    feedback("is_correct", answers.isCorrect, answers.comment),
    feedback("tone", answers.tone),
    feedback("topics", answers.topics),
    feedback("score", answers.score),
    {
      assessment_name: "ideal_answer",
      source,
      expectation: { value: answers.idealAnswer },
      valid: true,
    },
    {
      assessment_name: "expected_facts",
      source,
      // Lists come back serialised, whoever wrote them.
      expectation: {
        serialized_value: {
          serialization_format: "JSON_FORMAT",
          value: answers.facts,
        },
      },
      valid: true,
    },
  ];
}

/** The server's own JSON, as it came. */
// oxlint-disable-next-line typescript/no-explicit-any -- what is looked at is exactly what is not typed
type Wire = any;

function withoutIds(assessment: Wire): Wire {
  const { assessment_name, source, feedback, expectation, rationale, valid } = assessment;
  const serialized = expectation?.serialized_value;
  return {
    assessment_name,
    source,
    ...(feedback === undefined ? {} : { feedback }),
    ...(expectation === undefined
      ? {}
      : {
          expectation:
            serialized === undefined
              ? expectation
              : { serialized_value: { ...serialized, value: JSON.parse(serialized.value) } },
        }),
    // The server keeps the rationale of a revised assessment as an empty text where there is none.
    ...(rationale === undefined || rationale === "" ? {} : { rationale }),
    valid,
  };
}

function byKey(a: Wire, b: Wire): number {
  const key = ({ source, assessment_name }: Wire) => `${source.source_id}/${assessment_name}`;
  return key(a).localeCompare(key(b));
}

async function linkedTraces(
  url: string,
  experimentId: string,
  runId: string,
): Promise<readonly Wire[]> {
  const { traces } = await post(url, "/api/3.0/mlflow/traces/search", {
    locations: [{ type: "MLFLOW_EXPERIMENT", mlflow_experiment: { experiment_id: experimentId } }],
    filter: `run_id = '${runId}'`,
    max_results: 500,
  });
  return traces;
}

async function recordsOf(url: string, datasetId: string): Promise<readonly Wire[]> {
  const { records } = await get(
    url,
    `/api/3.0/mlflow/datasets/${datasetId}/records?max_results=1000`,
  );
  return JSON.parse(records).toSorted((a: Wire, b: Wire) =>
    a.dataset_record_id.localeCompare(b.dataset_record_id),
  );
}

async function rootInputs(url: string, traceId: string): Promise<unknown> {
  const { spans } = await get(
    url,
    `/ajax-api/3.0/mlflow/get-trace-artifact?request_id=${encodeURIComponent(traceId)}`,
  );
  const root = spans.find(({ parent_span_id }: Wire) => !parent_span_id);
  return JSON.parse(root.attributes["mlflow.spanInputs"]);
}

async function get(url: string, path: string): Promise<Wire> {
  return answer(await fetch(`${url}${path}`), path);
}

async function post(url: string, path: string, body: unknown): Promise<Wire> {
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return answer(response, path);
}

async function answer(response: Response, path: string): Promise<Wire> {
  if (!response.ok)
    throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return response.json();
}
