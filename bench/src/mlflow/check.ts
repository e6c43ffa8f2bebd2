import { isDeepStrictEqual } from "node:util";
import { inputsOf } from "./inputs.ts";
import type { Outcome, Step, Task } from "./protocol.ts";
import { V3, openRest } from "./rest.ts";
import type { Rest } from "./rest.ts";
import { QueueItems, Queues, Records, RecordsPage, TraceSearch } from "./wire.ts";
import type { FoundTrace, StoredRecord } from "./wire.ts";
import { OLD, SPANS, knownTraces } from "./world.ts";
import type { World, WorldDataset } from "./world.ts";

/**
 * Reads back, by plain REST, what a step left on the server, and compares what the contestant says of it.
 *
 * @param runId the session's run, as soon as there is one
 * @returns what is wrong, in words; nothing when all is right
 */
export async function findFaults(
  world: World,
  step: Step,
  outcome: Outcome,
  runId: string,
): Promise<readonly string[]> {
  const rest = openRest(world.task.url);
  const told = differences(expectedOutcome(world, step, runId), outcome);
  switch (step.kind) {
    case "connect":
    case "read":
    case "progress":
      return told;
    case "create":
      return [
        ...told,
        ...(await linkFaults(rest, world.task, runId)),
        ...(await queueFaults(rest, world.task, "PENDING")),
      ];
    case "label":
      return [
        ...told,
        ...(await labelFaults(rest, world.task, runId)),
        ...(await queueFaults(rest, world.task, "COMPLETE")),
      ];
    case "sync": {
      const dataset = world.datasets.find(({ datasetId }) => datasetId === step.datasetId);
      if (dataset === undefined) throw new Error(`There is no dataset ${step.datasetId}.`);
      return [...told, ...(await datasetFaults(rest, world, dataset))];
    }
  }
}

function expectedOutcome({ owner, task }: World, { kind }: Step, runId: string): Outcome {
  const count = task.traces.length;
  switch (kind) {
    case "connect":
      return { experiment: `bench ${owner}` };
    case "create":
      return { runId, added: count };
    case "read":
      return { traces: count, spans: count * SPANS, numbers: (count * (count - 1)) / 2 };
    case "label":
      return { complete: count, submissions: count * task.reviewers.length, unpublished: 0 };
    case "progress":
      return Object.fromEntries(
        task.reviewers.map((name) => [name, count * task.questions.length]),
      );
    case "sync":
      return { records: count };
  }
}

function differences(wanted: Outcome, told: Outcome): readonly string[] {
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(told)])];
  return names
    .filter((name) => wanted[name] !== told[name])
    .map((name) => `it says that ${name} is ${told[name]}, not ${wanted[name]}`);
}

async function readLinked(rest: Rest, task: Task, runId: string): Promise<readonly FoundTrace[]> {
  const { experimentId } = task;
  const found: FoundTrace[] = [];
  let page_token: string | undefined;
  do {
    const body = {
      locations: [
        { type: "MLFLOW_EXPERIMENT", mlflow_experiment: { experiment_id: experimentId } },
      ],
      filter: `run_id = '${runId}'`,
      max_results: 500,
      ...(page_token === undefined ? {} : { page_token }),
    };
    const page = await rest.post(`${V3}/traces/search`, body, TraceSearch);
    found.push(...page.traces);
    page_token = page.next_page_token;
  } while (page_token);
  return found;
}

async function linkFaults(rest: Rest, task: Task, runId: string): Promise<readonly string[]> {
  const linked = new Set((await readLinked(rest, task, runId)).map(({ trace_id }) => trace_id));
  const missing = task.traces.filter(({ traceId }) => !linked.has(traceId)).length;
  const isRight = missing === 0 && linked.size === task.traces.length;
  return isRight ? [] : [`${linked.size} traces are linked, and ${missing} are missing`];
}

async function queueFaults(
  rest: Rest,
  task: Task,
  status: "PENDING" | "COMPLETE",
): Promise<readonly string[]> {
  const path = `${V3}/review-queues/list?experiment_id=${task.experimentId}`;
  const { review_queues } = await rest.get(path, Queues);
  const [queue] = review_queues;
  if (queue === undefined || review_queues.length > 1) {
    return [`there are ${review_queues.length} review queues`];
  }
  const size = task.traces.length;
  const list = `${V3}/review-queues/items/list?queue_id=${queue.queue_id}&max_results=${size + 1}`;
  const { items } = await rest.get(list, QueueItems);
  const right = items.filter((item) => item.status === status).length;
  return [
    ...(items.length === size && right === size
      ? []
      : [`of ${items.length} items ${right} are ${status}, not all ${size}`]),
    ...(queue.schema_ids.length === task.questions.length ? [] : ["the queue lacks questions"]),
    ...(queue.users.length === task.reviewers.length ? [] : ["the queue lacks reviewers"]),
  ];
}

async function labelFaults(rest: Rest, task: Task, runId: string): Promise<readonly string[]> {
  const linked = await readLinked(rest, task, runId);
  const byId = new Map(linked.map((trace) => [trace.trace_id, trace]));
  const wrong = task.traces.filter(({ traceId, values }) => {
    const wanted = task.reviewers.flatMap((reviewer) =>
      task.questions.map(({ name, type }) => `${reviewer} ${name} ${type} ${values[name]} HUMAN`),
    );
    const found = byId.get(traceId)?.assessments.filter(({ valid }) => valid) ?? [];
    return !isDeepStrictEqual(found.map(labelText).toSorted(), wanted.toSorted());
  });
  return wrong.length === 0 ? [] : [`${wrong.length} traces do not bear the labels they should`];
}

function labelText(label: FoundTrace["assessments"][number]): string {
  const type = label.feedback === undefined ? "expectation" : "feedback";
  const { value } = label.feedback ?? label.expectation ?? {};
  const { source_id, source_type } = label.source;
  return `${source_id} ${label.assessment_name} ${type} ${String(value)} ${source_type}`;
}

async function datasetFaults(
  rest: Rest,
  { owner, task }: World,
  { datasetId, records }: WorldDataset,
): Promise<readonly string[]> {
  const known = Math.min(knownTraces(task), records);
  const stored = new Map(
    (await readRecords(rest, datasetId)).map((record) => [JSON.stringify(record.inputs), record]),
  );
  const size = records + task.traces.length - known;
  const wrong = task.traces.filter(({ values }, number) => {
    const { expected_response } = values;
    const found = stored.get(JSON.stringify(sorted(inputsOf(owner, number))));
    const wanted = { ...(number < known ? OLD : {}), expected_response };
    return !isDeepStrictEqual(found?.expectations, wanted);
  });
  const others = Array.from({ length: records - known }, (_, index) => {
    const key = JSON.stringify(sorted(inputsOf(`nobody ${owner}`, known + index)));
    return isDeepStrictEqual(stored.get(key)?.expectations, OLD);
  });
  return [
    ...(stored.size === size ? [] : [`the dataset has ${stored.size} records, not ${size}`]),
    ...(wrong.length === 0 ? [] : [`${wrong.length} records are not as they were labeled`]),
    ...(others.every(Boolean) ? [] : ["records changed that the session has nothing to do with"]),
  ];
}

async function readRecords(rest: Rest, datasetId: string): Promise<readonly StoredRecord[]> {
  const found: StoredRecord[] = [];
  let token = "";
  do {
    const path = `${V3}/datasets/${datasetId}/records?max_results=5000${token}`;
    const page = await rest.get(path, RecordsPage);
    const records = Records.parse(JSON.parse(page.records));
    found.push(...records.map((record) => ({ ...record, inputs: sorted(record.inputs) })));
    token = page.next_page_token ? `&page_token=${encodeURIComponent(page.next_page_token)}` : "";
  } while (token !== "");
  return found;
}

function sorted(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
