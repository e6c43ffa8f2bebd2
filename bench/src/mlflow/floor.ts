// The contestant that is nothing but the requests that the work needs, each written by hand, over Node's `http`.
import { serve } from "./contestant.ts";
import type { Contestant } from "./contestant.ts";
import { numberIn } from "./inputs.ts";
import { chunksOf, pooled } from "./pool.ts";
import type { Outcome, Question, Sending, Step, Task } from "./protocol.ts";
import { openSenders } from "./raw-http.ts";
import type { Send } from "./raw-http.ts";
import { plainValue } from "./floor-answers.ts";
import type { FloorAnswers, WireInfo } from "./floor-answers.ts";

const V2 = "/api/2.0/mlflow";
const V3 = "/api/3.0/mlflow";

/** What the server takes in one call without holding it up for long; `link-to-run` takes no more at all. */
const ITEMS = 100;
/** Ids travel in the address: more would not pass through every proxy. */
const READ = 100;
const RECORDS = 500;
const PAGE = 500;

const PLAIN: Sending = { connections: "kept", concurrency: 4 };

/** What the steps share. */
interface Parts {
  readonly task: Task;
  readonly send: Send;
  readonly concurrency: number;
  runId: string;
  queueId: string;
}

function openFloor(task: Task): Contestant {
  const senders = openSenders(task.url);
  const state = { runId: "", queueId: "" };
  return async (step) => {
    const sending = step.sending ?? PLAIN;
    const parts: Parts = {
      ...state,
      task,
      send: senders(sending),
      concurrency: sending.concurrency,
    };
    const outcome = await take(parts, step);
    Object.assign(state, { runId: parts.runId, queueId: parts.queueId });
    return outcome;
  };
}

async function take(parts: Parts, step: Step): Promise<Outcome> {
  switch (step.kind) {
    case "connect": {
      const path = `${V2}/experiments/get?experiment_id=${parts.task.experimentId}`;
      const { experiment } = await ask(parts, "experiment", "GET", path);
      return { experiment: experiment.name };
    }
    case "create":
      return await create(parts);
    case "read":
      return await read(parts);
    case "label":
      return await label(parts, step.traces);
    case "progress":
      return await progress(parts);
    case "sync":
      return step.isWarm === true
        ? await syncAgain(parts)
        : await sync(parts, step.datasetId ?? "");
  }
}

async function create(state: Parts): Promise<Outcome> {
  const { task, send, concurrency } = state;
  const experiment_id = task.experimentId;
  const run = { experiment_id, run_name: task.sessionName, start_time: Date.now(), tags: [] };
  const queue = {
    experiment_id,
    name: task.sessionName,
    queue_type: "CUSTOM",
    users: task.reviewers,
    schema_ids: task.questions.map(({ schemaId }) => schemaId),
  };
  const made = await ask(state, "queue", "POST", `${V3}/review-queues/create`, queue);
  const { run: wire } = await ask(state, "run", "POST", `${V2}/runs/create`, run);
  state.queueId = made.review_queue.queue_id;
  state.runId = wire.info.run_id;
  const { queueId, runId } = state;
  const traceIds = task.traces.map(({ traceId }) => traceId);
  await pooled(chunksOf(traceIds, ITEMS), concurrency, async (ids) => {
    const items = { queue_id: queueId, item_ids: ids, item_type: "TRACE" };
    await send("POST", `${V3}/review-queues/items/add`, items);
    await send("POST", `${V2}/traces/link-to-run`, { run_id: runId, trace_ids: ids });
  });
  return { runId, added: traceIds.length };
}

async function read(state: Parts): Promise<Outcome> {
  const traces = await readTraces(state);
  const numbers = traces.map(({ inputs }) => numberIn(inputs));
  const spans = traces.reduce((count, trace) => count + trace.spans, 0);
  return { traces: traces.length, spans, numbers: numbers.reduce((a, b) => a + b, 0) };
}

async function readTraces({ task, send, concurrency }: Parts) {
  const batches = await pooled(chunksOf(task.traces, READ), concurrency, async (batch) => {
    const query = batch.map(({ traceId }) => `trace_ids=${traceId}`).join("&");
    return (await ask({ send }, "traces", "GET", `${V3}/traces/batchGet?${query}`)).traces ?? [];
  });
  return batches.flat().map(({ trace_info, spans = [] }) => {
    const root = spans.find(({ parent_span_id = "" }) => parent_span_id === "");
    const attribute = root?.attributes?.find(({ key }) => key === "mlflow.spanInputs");
    const inputs = plainValue(attribute?.value ?? {});
    return { ...trace_info, inputs, spans: spans.length };
  });
}

async function label(state: Parts, count?: number): Promise<Outcome> {
  const { task, send, concurrency, queueId, runId } = state;
  const chosen = task.traces.slice(0, count);
  const answers = chosen.flatMap(({ traceId, values }) =>
    task.reviewers.flatMap((reviewer) =>
      task.questions.map((question) => ({ traceId, reviewer, question, values })),
    ),
  );
  await pooled(answers, concurrency, ({ traceId, reviewer, question, values }) => {
    const assessment = {
      assessment_name: question.name,
      source: { source_type: "HUMAN", source_id: reviewer },
      ...valueOf(question, values[question.name]),
      metadata: { "mlflow.assessment.sourceRunId": runId },
    };
    return send("POST", `${V3}/traces/${traceId}/assessments`, { assessment });
  });
  await pooled(chosen, concurrency, ({ traceId }) => {
    const completed_by = task.reviewers.at(-1);
    const status = { queue_id: queueId, item_id: traceId, status: "COMPLETE", completed_by };
    return send("POST", `${V3}/review-queues/items/set-status`, status);
  });
  const submissions = chosen.length * task.reviewers.length;
  return { complete: chosen.length, submissions, unpublished: 0 };
}

function valueOf({ type }: Question, value: unknown) {
  return type === "feedback" ? { feedback: { value } } : { expectation: { value } };
}

async function progress(state: Parts): Promise<Outcome> {
  const answers = new Map<string, number>();
  for (const { assessments = [] } of await searchTraces(state)) {
    for (const { source } of assessments.filter(isValid)) {
      answers.set(source.source_id, (answers.get(source.source_id) ?? 0) + 1);
    }
  }
  return Object.fromEntries(answers);
}

function isValid({ valid = true }: { readonly valid?: boolean }): boolean {
  return valid;
}

async function searchTraces(state: Parts) {
  const { experimentId } = state.task;
  const body = {
    locations: [{ type: "MLFLOW_EXPERIMENT", mlflow_experiment: { experiment_id: experimentId } }],
    filter: `run_id = '${state.runId}'`,
    max_results: PAGE,
  };
  const found: WireInfo[] = [];
  let page_token: string | undefined;
  do {
    const page = { ...body, ...(page_token === undefined ? {} : { page_token }) };
    const answer = await ask(state, "search", "POST", `${V3}/traces/search`, page);
    found.push(...(answer.traces ?? []));
    page_token = answer.next_page_token;
  } while (page_token !== undefined && page_token !== "");
  return found;
}

/** Which items take part, their traces with labels and inputs, and one upsert for 500 of them. */
async function sync(state: Parts, datasetId: string): Promise<Outcome> {
  await listItems(state);
  const traces = await readTraces(state);
  const records = traces.map(({ trace_id, inputs, assessments = [] }) => {
    const labels = assessments.filter((one) => isValid(one) && one.expectation !== undefined);
    const pairs = labels.map(({ assessment_name, expectation }) => [
      assessment_name,
      expectation?.value,
    ]);
    const source = { source_type: "TRACE", source_data: { trace_id } };
    return { inputs, expectations: Object.fromEntries(pairs), source };
  });
  for (const part of chunksOf(records, RECORDS)) {
    const body = { records: JSON.stringify(part) };
    await state.send("POST", `${V3}/datasets/${datasetId}/records`, body);
  }
  return { records: records.length };
}

/** Where nothing changed, it takes the session, its items and its labels to see that. */
async function syncAgain(state: Parts): Promise<Outcome> {
  await state.send("GET", `${V2}/runs/get?run_id=${state.runId}`);
  await listItems(state);
  return { records: (await searchTraces(state)).length };
}

async function listItems(state: Parts): Promise<void> {
  const path = `${V3}/review-queues/items/list?queue_id=${state.queueId}&max_results=2000`;
  await ask(state, "items", "GET", path);
}

/** Takes the answer for what it should be: checking it is work that a floor does not have. */
async function ask<K extends keyof FloorAnswers>(
  { send }: Pick<Parts, "send">,
  _: K,
  method: string,
  path: string,
  body?: unknown,
): Promise<FloorAnswers[K]> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return JSON.parse(await send(method, path, body)) as FloorAnswers[K];
}

await serve(openFloor);
