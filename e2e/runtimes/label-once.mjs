// A whole labeling session on core alone: two reviewers, two traces, a disagreement, a decision, a sync. Plain JavaScript, so that
// every runtime takes it as it is.
import { createLabeling, createReview, exactJson } from "@labeldesk/core";
import { createMemoryTracking, createMemoryWorkStore } from "@labeldesk/adapter-memory";

const DANA = "dana@example.com";
const QUESTION = {
  name: "verdict",
  type: "expectation",
  title: "What should it have said?",
  input: { kind: "categorical", options: ["Yes", "No"] },
};

/** Gives what came of it, the same in every runtime. */
export async function labelOnce() {
  const clock = { nowMs: () => Date.UTC(2026, 0, 5) };
  const { tracking, addExperiment, addTrace } = createMemoryTracking({ clock });
  const work = createMemoryWorkStore({ clock });
  const labeling = createLabeling({ tracking, locks: work.locks });
  const review = createReview({ tracking, work, clock });
  const experimentId = addExperiment("bot");
  for (const [index, text] of ['{"q": "a", "n": 12345678901234567890}', '{"q": "é"}'].entries()) {
    addTrace({
      traceId: `tr-${index + 1}`,
      experimentId,
      requestTimeMs: clock.nowMs(),
      inputs: exactJson(text),
      state: "ok",
      tags: {},
      metadata: {},
      assessments: [],
      spans: [],
    });
  }
  const { session } = await labeling.createLabelingSession({
    experimentId,
    name: "Everywhere",
    labelSchemas: [QUESTION],
    assignedUsers: ["ana@example.com", "ben@example.com"],
    createdBy: DANA,
  });
  const { runId } = session;
  await labeling.addTraces(runId, { kind: "search", newest: 10 });
  await review.enrol(runId);
  for (const reviewer of session.assignedUsers) await answerAll(review, runId, reviewer);
  for (const { item, questions } of await review.disagreements(runId)) {
    await review.adjudicate({
      runId,
      itemId: item.itemId,
      by: DANA,
      answers: [{ name: QUESTION.name, value: "Yes" }],
      decidedOn: questions[0].answers.map(({ reviewer, revision }) => ({ reviewer, revision })),
      gesture: "decide",
    });
    await review.publishAdjudication({ runId, itemId: item.itemId });
  }
  const [agreement] = await review.agreement(runId);
  const report = await labeling.sync(runId, { kind: "name", name: "golden" });
  const { inserted, conflicts, dataset } = report;
  const keys = [];
  for await (const { inputs } of tracking.datasets.listRecords(dataset.datasetId)) {
    keys.push(inputs.key);
  }
  await work.close();
  return JSON.stringify({ inserted, conflicts: conflicts.length, keys, agreement });
}

async function answerAll(review, runId, reviewer) {
  for (let next = await review.next(runId, reviewer); next.kind === "offered";) {
    const answers = [{ name: QUESTION.name, value: reviewer === "ben@example.com" ? "No" : "Yes" }];
    const key = { runId, itemId: next.assignment.itemId, reviewer };
    await review.submit({ ...key, answers, gesture: `${reviewer} ${key.itemId}` });
    await review.publish(key);
    next = await review.next(runId, reviewer);
  }
}
