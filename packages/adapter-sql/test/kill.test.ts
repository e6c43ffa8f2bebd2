import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { submissionKeyText, type RunningJob } from "@labeldesk/core";
import { afterEach, describe, expect, it } from "vitest";
import { openSqlWorkStore, type SqlDatabase } from "../src/index.js";
import { databaseKinds, type OwnDatabase } from "./support/databases.js";
import { key } from "./support/review-samples.js";

const path = (name: string) => fileURLToPath(new URL(`./support/${name}`, import.meta.url));
const LIVES = 4;
/** How soon a job of a killed process runs again; PostgreSQL takes at least ten seconds. */
const JOB_LEASE_MS = 1_000;

/** Starts the reviewing process, kills it at an arbitrary instant after it said `lastWord`, and returns what it had confirmed. */
async function reviewAndDie(
  database: SqlDatabase,
  name: string,
  lastWord: RegExp,
): Promise<readonly string[]> {
  const script = [path("reviewing-process.ts"), JSON.stringify(database), name, `${JOB_LEASE_MS}`];
  const child = spawn(process.execPath, ["--import", path("source-hooks.mjs"), ...script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const saved: string[] = [];
  let dying: NodeJS.Timeout | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith("saved ")) saved.push(line.slice("saved ".length));
    if (lastWord.test(line)) dying ??= setTimeout(() => child.kill("SIGKILL"), Math.random() * 400);
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  expect(child.signalCode).toBe("SIGKILL");
  return saved;
}

for (const { kind, skip, create } of await databaseKinds())
  describe.skipIf(skip !== undefined)(`a process that is killed, on ${kind}`, () => {
    let own: OwnDatabase | undefined;
    afterEach(() => own?.drop());

    it("loses nothing that it confirmed, and its job runs again", async () => {
      own = await create();
      const { database } = own;
      const saved = [...(await reviewAndDie(database, "life-1", /^publishing/u))];
      for (let life = 2; life <= LIVES; life += 1)
        // oxlint-disable-next-line no-await-in-loop -- one life after the other
        saved.push(...(await reviewAndDie(database, `life-${life}`, /^saved/u)));
      expect(saved.length).toBeGreaterThanOrEqual(LIVES);

      const store = await openSqlWorkStore({ database, jobLeaseMs: JOB_LEASE_MS });
      const { history, unpublished, state } = await store.transaction(
        async ({ submissions, assignments }) => ({
          history: await submissions.history(key),
          unpublished: await submissions.listUnpublished(10),
          state: (await assignments.findAssignment(key))?.state,
        }),
      );
      // A revision may have been committed whose confirmation was not printed any more: at most one for each life.
      expect(history.length).toBeGreaterThanOrEqual(saved.length);
      expect(history.length).toBeLessThanOrEqual(saved.length + LIVES);
      expect(unpublished).toHaveLength(1);
      expect(state).toBe("submitted");
      const gestures = await store.db
        .selectFrom("labeldesk_revisions")
        .select("gesture")
        .orderBy("revision")
        .execute();
      expect(gestures.map(({ gesture }) => gesture)).toEqual(expect.arrayContaining(saved));

      const job = await new Promise<RunningJob>((resolve) => {
        void store.runner.start({
          publish: async (running) => {
            if (running.attempt > 1) resolve(running);
          },
        });
      });
      expect(job.key).toBe(submissionKeyText(key));
      await store.close();
    }, 180_000);
  });
