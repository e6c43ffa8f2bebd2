// The contestant that uses Labeldesk: the façades of the core, on the adapter for MLflow.
import { createMemoryWorkStore } from "@labeldesk/adapter-memory";
import { createMlflowTracking } from "@labeldesk/adapter-mlflow";
import {
  createLabeling,
  createReview,
  DatasetId,
  ExperimentId,
  ReviewerEmail,
  systemClock,
  TraceId,
} from "@labeldesk/core";
import type { Review, RunId } from "@labeldesk/core";
import { serve } from "./contestant.ts";
import type { Contestant } from "./contestant.ts";
import { numberIn } from "./inputs.ts";
import type { Outcome, Task, Values } from "./protocol.ts";

function openOurs(task: Task): Contestant {
  const tracking = createMlflowTracking({ url: task.url });
  const labeling = createLabeling({ tracking });
  const experimentId = ExperimentId.parse(task.experimentId);
  const traceIds = task.traces.map(({ traceId }) => TraceId.parse(traceId));
  let created: RunId | undefined;
  const session = () => {
    if (created === undefined) throw new Error("The session is created first.");
    return created;
  };

  return async (step) => {
    switch (step.kind) {
      case "connect": {
        const { name } = await tracking.experiments.getExperiment(experimentId);
        return { experiment: name };
      }
      case "create": {
        const { session: made } = await labeling.createLabelingSession({
          experimentId,
          name: task.sessionName,
          labelSchemas: task.questions.map(({ name }) => name),
          assignedUsers: [...task.reviewers],
          createdBy: task.reviewers[0] ?? "",
        });
        const { runId } = made;
        created = runId;
        const { added } = await labeling.addTraces(runId, { kind: "ids", traceIds });
        return { runId, added: added.length };
      }
      case "read": {
        const traces = await tracking.traces.getTraces(traceIds);
        const numbers = traces.map(({ inputs }) => numberIn(JSON.parse(inputs?.text ?? "{}")));
        const spans = traces.reduce((count, trace) => count + trace.spans.length, 0);
        return { traces: traces.length, spans, numbers: numbers.reduce((a, b) => a + b, 0) };
      }
      case "label": {
        const work = createMemoryWorkStore();
        const review = createReview({ tracking, work, clock: systemClock });
        const { runId } = await review.enrol(session());
        const values = new Map(task.traces.map((trace) => [trace.traceId, trace.values]));
        const everybody = task.reviewers.map((email) =>
          answerAll(review, runId, ReviewerEmail.parse(email), values),
        );
        await Promise.all(everybody);
        const { items, labels, unpublished } = await review.progress(runId);
        return { complete: items.complete, submissions: labels, unpublished };
      }
      case "progress": {
        const answers = new Map<string, number>();
        const search = { experimentId, runId: session() };
        for await (const trace of tracking.traces.searchTraces(search)) {
          for (const { source } of trace.assessments.filter(({ valid }) => valid)) {
            answers.set(source.id, (answers.get(source.id) ?? 0) + 1);
          }
        }
        return Object.fromEntries(answers);
      }
      case "sync": {
        const datasetId = DatasetId.parse(step.datasetId);
        return reportOf(await labeling.sync(session(), { kind: "id", datasetId }));
      }
    }
  };
}

function reportOf(report: {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
}): Outcome {
  return { records: report.inserted + report.updated + report.unchanged };
}

/** As many at once as MLflow is sent calls, so that it never waits for us. */
const PUBLISHED_AT_ONCE = 8;

/** One reviewer answers what is offered until nothing is left; publishing goes on meanwhile, as a job would do it. */
async function answerAll(
  review: Review,
  runId: RunId,
  reviewer: ReviewerEmail,
  values: ReadonlyMap<string, Values>,
): Promise<void> {
  const publishing = new Set<Promise<unknown>>();
  for (;;) {
    const offer = await review.next(runId, reviewer);
    if (offer.kind === "nothingLeft") break;
    const { itemId } = offer.assignment;
    const answers = Object.entries(values.get(itemId) ?? {}).map(([name, value]) => ({
      name,
      value,
    }));
    const key = { runId, itemId, reviewer };
    const outcome = await review.submit({ ...key, answers, gesture: `${reviewer} ${itemId}` });
    if (outcome.kind !== "accepted") throw new Error(`A submission was ${outcome.kind}.`);
    const published = review.publish(key).finally(() => publishing.delete(published));
    publishing.add(published);
    if (publishing.size >= PUBLISHED_AT_ONCE) await Promise.race(publishing);
  }
  await Promise.all(publishing);
}

await serve(openOurs);
