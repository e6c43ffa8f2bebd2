import { join } from "node:path";
import { createMlflowTracking } from "@labeldesk/adapter-mlflow";
import { openSqlWorkStore } from "@labeldesk/adapter-sql";
import {
  createLabeling,
  createReview,
  ExperimentId,
  LabelSchema,
  ReviewerEmail,
  systemClock,
} from "@labeldesk/core";
import { z } from "zod";

// A process of its own, so that its memory is that of a client and of nothing else. Says what each step came to.
const Asked = z.object({ url: z.string(), experimentId: ExperimentId, directory: z.string() });
const { url, experimentId, directory } = Asked.parse(JSON.parse(process.argv[2] ?? ""));

const ANA = ReviewerEmail.parse("ana@example.com");
const QUESTION = LabelSchema.parse({
  name: "expected_response",
  type: "expectation",
  title: "What should it say?",
  input: { kind: "text" },
});
/** As many as one busy app has under way. */
const AT_ONCE = 8;

async function step(name: string, run: () => Promise<number>): Promise<void> {
  const startedMs = Date.now();
  const count = await run();
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(`${JSON.stringify({ name, count, ms: Date.now() - startedMs, peakMb })}\n`);
}

const tracking = createMlflowTracking({ url });
const work = await openSqlWorkStore({
  database: { kind: "sqlite", file: join(directory, "work.db") },
});
const labeling = createLabeling({ tracking, locks: work.locks });
const review = createReview({ tracking, work, clock: systemClock });
const { session } = await labeling.createLabelingSession({
  experimentId,
  name: "Ten thousand",
  labelSchemas: [QUESTION],
  assignedUsers: [ANA],
  createdBy: ANA,
});
const { runId } = session;

await step("add", async () => {
  const everything = { kind: "search", newest: 20_000 } as const;
  return (await labeling.addTraces(runId, everything)).added.length;
});
await step("list", async () => {
  let count = 0;
  for await (const item of tracking.items.listItems(runId))
    count += item.state === "pending" ? 1 : 0;
  return count;
});
await step("enrol", async () => {
  await review.enrol(runId);
  return (await review.listItems(runId)).length;
});
await step("progress", async () => (await review.progress(runId)).wanted);
await step("answer", async () => {
  let given = 0;
  for (;;) {
    const batch: Promise<unknown>[] = [];
    for (let index = 0; index < AT_ONCE; index += 1) {
      const next = await review.next(runId, ANA);
      if (next.kind === "nothingLeft") break;
      const { assignment } = next;
      given += 1;
      const answers = [{ name: QUESTION.name, value: `Answer ${given}` }];
      await review.submit({ ...assignment, answers, gesture: assignment.itemId });
      batch.push(review.publish(assignment));
    }
    if (batch.length === 0) return given;
    await Promise.all(batch);
  }
});
await step("progress again", async () => {
  const { labels, unpublished } = await review.progress(runId);
  return labels - unpublished;
});
await step("sync", async () => {
  const report = await labeling.sync(runId, { kind: "name", name: "ten thousand" });
  return report.inserted;
});
await step("sync again", async () => {
  const report = await labeling.sync(runId, { kind: "name", name: "ten thousand" });
  return report.unchanged;
});
await work.close();
await tracking.close();
