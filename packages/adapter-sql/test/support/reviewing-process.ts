import { setTimeout as pause } from "node:timers/promises";
import { submissionKeyText } from "@labeldesk/core";
import { openSqlWorkStore, type SqlDatabase } from "../../src/index.js";
import { item, key, session, submissionBy } from "./review-samples.js";

// A process to be killed: it saves one revision after the other and says so, while publishing never ends.
const say = (line: string) => process.stdout.write(`${line}\n`);

// oxlint-disable-next-line no-unsafe-type-assertion -- written by the test that starts this process
const database = JSON.parse(process.argv[2] ?? "") as SqlDatabase;
const name = process.argv[3] ?? "";
const jobLeaseMs = Number(process.argv[4]);
const store = await openSqlWorkStore({ database, jobLeaseMs });
await store.transaction(async ({ sessions, assignments }) => {
  await sessions.saveSession(session);
  await assignments.addItems(session.runId, [item]);
});
await store.runner.start({
  publish: () => {
    say("publishing");
    return new Promise<void>(() => undefined);
  },
});
for (let count = 1; ; count += 1) {
  const gesture = `${name}-${count}`;
  // oxlint-disable-next-line no-await-in-loop -- one click after the other
  await store.transaction(async ({ submissions, assignments, jobs }) => {
    await submissions.accept(submissionBy(gesture));
    await assignments.settle(key);
    await jobs.enqueue({ kind: "publish", key: submissionKeyText(key), payload: {} });
  });
  say(`saved ${gesture}`);
  // oxlint-disable-next-line no-await-in-loop -- see above
  await pause(5);
}
