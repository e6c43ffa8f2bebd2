import { createMemoryTracking, createMemoryWorkStore } from "@labeldesk/adapter-memory";
import { createLabeling, createReview, exactJson, systemClock } from "@labeldesk/core";
import { ReviewerEmail, TraceId } from "@labeldesk/core";
import { jsonlDatasets } from "../src/jsonl-datasets.js";

export async function labelIntoAFile(folder: string) {
  const { tracking: memory, addExperiment, addTrace } = createMemoryTracking();
  const tracking = { ...memory, datasets: jsonlDatasets(folder) };
  const work = createMemoryWorkStore();
  const labeling = createLabeling({ tracking, locks: work.locks });
  const review = createReview({ tracking, work, clock: systemClock });

  const experimentId = addExperiment("support bot");
  const [ana, traceId] = [ReviewerEmail.parse("ana@example.com"), TraceId.parse("tr-1")];
  const inputs = exactJson(`{"question": "How much is it?", "budget": 10.0}`);
  const rest = { state: "ok", tags: {}, metadata: {}, assessments: [], spans: [] } as const;
  addTrace({ traceId, experimentId, requestTimeMs: Date.now(), inputs, ...rest });

  const people = { assignedUsers: [ana], createdBy: ana };
  const spec = { experimentId, name: "Prices", labelSchemas: ["expected_facts"], ...people };
  const { session } = await labeling.createLabelingSession(spec);
  await labeling.addTraces(session.runId, { kind: "ids", traceIds: [traceId] });
  await review.enrol(session.runId);
  const next = await review.next(session.runId, ana);
  if (next.kind === "nothingLeft") throw new Error("There is nothing to review.");
  const answers = [{ name: "expected_facts", value: ["It costs 12 €."] }];
  await review.submit({ ...next.assignment, answers, gesture: "click-1" });
  await review.publish(next.assignment);
  return labeling.sync(session.runId, { kind: "name", name: "golden" });
}
