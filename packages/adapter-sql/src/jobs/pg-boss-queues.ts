import type { PgBoss } from "pg-boss";

/** Where jobs go that were given up. */
export const DEAD_QUEUE = "labeldesk.dead";

/** Ten years: a job that waits is never thrown away. */
const FOR_EVER_SECONDS = 10 * 365 * 24 * 3_600;
/** The longest that pg-boss allows. A lost process is noticed by its heartbeat; a long job is no failure. */
const LONGEST_RUN_SECONDS = 24 * 3_600;
const KEEP_DONE_SECONDS = 3_600;

const known = new WeakMap<PgBoss, Map<string, Promise<void>>>();

/** Makes the queue of a kind unless it is there. Of one key, the policy lets one job run at a time. */
export function ensureQueue(boss: PgBoss, kind: string): Promise<void> {
  return once(boss, kind, () =>
    boss.createQueue(kind, {
      policy: "singleton",
      notify: true,
      retentionSeconds: FOR_EVER_SECONDS,
      expireInSeconds: LONGEST_RUN_SECONDS,
      deleteAfterSeconds: KEEP_DONE_SECONDS,
      deadLetter: DEAD_QUEUE,
    }),
  );
}

/** Makes the queue of the jobs that were given up. */
export function ensureDeadQueue(boss: PgBoss): Promise<void> {
  return once(boss, DEAD_QUEUE, () =>
    boss.createQueue(DEAD_QUEUE, { retentionSeconds: FOR_EVER_SECONDS }),
  );
}

function once(boss: PgBoss, name: string, create: () => Promise<void>): Promise<void> {
  const queues = known.get(boss) ?? new Map<string, Promise<void>>();
  known.set(boss, queues);
  const made = queues.get(name) ?? create();
  queues.set(name, made);
  // A failure is not remembered: the next caller tries again.
  return made.catch((error: unknown) => {
    queues.delete(name);
    throw error;
  });
}
