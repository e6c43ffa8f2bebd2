import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { createMemoryTracking, createMemoryWorkStore } from "@labeldesk/adapter-memory";
import { createLabeling, createReview, LabelSchema, systemClock } from "@labeldesk/core";
import { addTraces } from "./add-traces.ts";
import { labelItems } from "./label-items.ts";
import { printOutcome } from "./print-outcome.ts";

const { values, positionals } = parseArgs({
  options: { as: { type: "string", multiple: true, default: [] } },
  allowPositionals: true,
});
const [lead] = values.as;
if (lead === undefined) throw new Error("Say who labels: --as ana@example.com");

const memory = createMemoryTracking();
const { tracking } = memory;
const work = createMemoryWorkStore();
const labeling = createLabeling({ tracking, locks: work.locks });
const review = createReview({ tracking, work, clock: systemClock });

const experimentId = memory.addExperiment("support bot");
const correct = LabelSchema.parse({
  name: "correct",
  type: "feedback",
  title: "Is the answer correct?",
  input: { kind: "passFail", positiveLabel: "yes", negativeLabel: "no" },
});
const { session } = await labeling.createLabelingSession({
  experimentId,
  name: "Support answers",
  labelSchemas: [correct, "expected_facts"],
  assignedUsers: values.as,
  createdBy: lead,
});
const traceIds = await addTraces(positionals[0] ?? "traces.json", memory, experimentId);
await labeling.addTraces(session.runId, { kind: "ids", traceIds });
await review.enrol(session.runId);

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const say = (text: string) => void process.stdout.write(`${text}\n`);
const ask = async (prompt: string) => {
  process.stdout.write(`${prompt} `);
  const { done, value } = await lines.next();
  return done === true ? undefined : value.trim();
};
for (const reviewer of session.assignedUsers) {
  await labelItems({ review, tracking, ask, say }, session, reviewer);
}
await printOutcome({ labeling, review, tracking, say }, session.runId);
process.stdin.destroy();
