import type { NewJob, RunningJob } from "@labeldesk/core";
import { afterEach, expect, it } from "vitest";
import {
  describePart,
  newRunId,
  RETRY,
  sessionOf,
  type WorkBench,
  itShared,
} from "./work-bench.js";
import { pause, poll } from "./poll.js";
import type { WorkStoreSuite } from "./work-store-harness.js";

/** A kind that no other case uses. */
const newKind = () => `job.${newRunId()}`;

/** Something to wait for, settled from outside. */
function gate() {
  const openers: (() => void)[] = [];
  const opened = new Promise<void>((resolve) => {
    openers.push(resolve);
  });
  return { open: () => openers.forEach((open) => open()), opened };
}

/** What must not be forgotten. */
export function describeJobs(suite: WorkStoreSuite): void {
  describePart(suite, "jobs", (bench) => {
    afterEach(() => bench.store.runner.stop());
    enqueueCases(bench);
    keyCases(bench);
    retryCases(bench);
    survivalCases(bench);
  });
}

const enqueue = (bench: WorkBench, job: NewJob) => bench.within(({ jobs }) => jobs.enqueue(job));

function enqueueCases(bench: WorkBench): void {
  it("hands a job to the handler of its kind, as it was enqueued", async () => {
    const [kind, otherKind] = [newKind(), newKind()];
    const ran: RunningJob[] = [];
    const note = async (job: RunningJob) => void ran.push(job);
    await bench.store.runner.start({ [kind]: note, [otherKind]: note });
    const payload = { text: "a\n'b'", list: [1, 2.5, null, true], nested: { empty: {} } };
    await enqueue(bench, { kind, key: "a/b@example.com", payload });
    await poll(() => ran.length > 0);
    expect(ran).toEqual([{ kind, key: "a/b@example.com", payload, attempt: 1 }]);
  });

  it("runs what was enqueued before it started, and leaves other kinds alone", async () => {
    const [kind, otherKind] = [newKind(), newKind()];
    let ran = 0;
    await enqueue(bench, { kind: otherKind, key: "k", payload: {} });
    await enqueue(bench, { kind, key: "k", payload: {} });
    await bench.store.runner.start({
      [kind]: async () => {
        ran += 1;
      },
    });
    await poll(() => ran === 1);
    expect(await enqueue(bench, { kind: otherKind, key: "k", payload: {} })).toBe("waiting");
  });

  it("takes a waiting key once, and again when it has run", async () => {
    const kind = newKind();
    const payloads: unknown[] = [];
    expect(await enqueue(bench, { kind, key: "k", payload: { n: 1 } })).toBe("enqueued");
    expect(await enqueue(bench, { kind, key: "k", payload: { n: 2 } })).toBe("waiting");
    expect(await enqueue(bench, { kind, key: "other", payload: { n: 3 } })).toBe("enqueued");
    expect(await enqueue(bench, { kind: newKind(), key: "k", payload: {} })).toBe("enqueued");
    await bench.store.runner.start({ [kind]: async ({ payload }) => void payloads.push(payload) });
    await poll(() => payloads.length === 2);
    expect(payloads).toEqual(expect.arrayContaining([{ n: 1 }, { n: 3 }]));
    await poll(async () => (await enqueue(bench, { kind, key: "k", payload: {} })) === "enqueued");
    await poll(() => payloads.length === 3);
  });

  it("takes a key once when many enqueue it at the same time", async () => {
    const kind = newKind();
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, n) => enqueue(bench, { kind, key: "k", payload: { n } })),
    );
    expect(outcomes.filter((outcome) => outcome === "enqueued")).toHaveLength(1);
  });

  it("does not run a job before its time", async () => {
    const kind = newKind();
    const startedAtMs = Date.now();
    let ranAtMs = 0;
    await bench.store.runner.start({
      [kind]: async () => {
        ranAtMs = Date.now();
      },
    });
    await enqueue(bench, { kind, key: "k", payload: {}, runAtMs: bench.nowMs() + 1_500 });
    await poll(() => ranAtMs > 0);
    expect(ranAtMs - startedAtMs).toBeGreaterThanOrEqual(1_450);
  });

  it("runs many jobs, each once", async () => {
    const kind = newKind();
    const ran: string[] = [];
    await bench.store.runner.start({ [kind]: async ({ key }) => void ran.push(key) });
    const keys = Array.from({ length: 60 }, (_, index) => `k${index}`);
    await bench.within(async ({ jobs }) => {
      // oxlint-disable-next-line no-await-in-loop -- a transaction has one connection
      for (const key of keys) await jobs.enqueue({ kind, key, payload: {} });
    });
    await poll(() => ran.length >= keys.length);
    expect(ran.toSorted()).toEqual(keys.toSorted());
  });
}

function keyCases(bench: WorkBench): void {
  it("gives what is enqueued while its key runs a run of its own, never at the same time", async () => {
    const kind = newKind();
    const first = gate();
    const seen: unknown[] = [];
    let [running, most] = [0, 0];
    await bench.store.runner.start({
      [kind]: async ({ payload }) => {
        running += 1;
        most = Math.max(most, running);
        seen.push(payload);
        if (seen.length === 1) await first.opened;
        running -= 1;
      },
    });
    await enqueue(bench, { kind, key: "k", payload: { n: 1 } });
    await poll(() => seen.length === 1);
    expect(await enqueue(bench, { kind, key: "k", payload: { n: 2 } })).toBe("enqueued");
    expect(await enqueue(bench, { kind, key: "k", payload: { n: 3 } })).toBe("waiting");
    await pause(500);
    expect(seen).toEqual([{ n: 1 }]);
    first.open();
    await poll(() => seen.length === 2 && running === 0);
    expect(seen).toEqual([{ n: 1 }, { n: 2 }]);
    expect(most).toBe(1);
  });

  it("lets other keys pass one that takes long", async () => {
    const kind = newKind();
    const slow = gate();
    const done: string[] = [];
    await bench.store.runner.start({
      [kind]: async ({ key }) => {
        if (key === "slow") await slow.opened;
        done.push(key);
      },
    });
    await enqueue(bench, { kind, key: "slow", payload: {} });
    await enqueue(bench, { kind, key: "quick", payload: {} });
    await poll(() => done.includes("quick"));
    expect(done).toEqual(["quick"]);
    slow.open();
    await poll(() => done.length === 2);
  });

  it("does not lose what a transaction changes while the job that waits for it is about to run", async () => {
    const kind = newKind();
    const runId = newRunId();
    const seen: unknown[] = [];
    const job = { kind, key: "k", payload: {} };
    await enqueue(bench, job);
    await bench.within(async ({ sessions, jobs }) => {
      expect(await jobs.enqueue(job)).toBe("waiting");
      await bench.store.runner.start({
        [kind]: async () => {
          seen.push(await bench.within((parts) => parts.sessions.findSession(runId)));
        },
      });
      // Time enough for the runner to take the job, if it can.
      await pause(1_500);
      await sessions.saveSession(sessionOf(runId));
    });
    await poll(() => seen.length > 0);
    await bench.store.runner.stop();
    expect(seen.at(-1)).toMatchObject({ runId });
  });
}

function retryCases(bench: WorkBench): void {
  it("tries a failing job again with growing pauses, then gives it up visibly", async () => {
    const kind = newKind();
    const startsMs: number[] = [];
    await bench.store.runner.start({
      [kind]: async ({ attempt }) => {
        startsMs.push(Date.now());
        throw new Error(`MLflow is away, attempt ${attempt}`);
      },
    });
    await enqueue(bench, { kind, key: "k", payload: { n: 1 } });
    const dead = async () =>
      (await bench.store.runner.listDead()).filter((job) => job.kind === kind);
    await poll(async () => (await dead()).length > 0);
    const [first = 0, second = 0, third = 0] = startsMs;
    expect(startsMs).toHaveLength(RETRY.attempts);
    expect(second - first).toBeGreaterThanOrEqual(RETRY.firstPauseMs * 0.9);
    expect(third - second).toBeGreaterThanOrEqual(RETRY.firstPauseMs * 1.8);
    expect(await dead()).toEqual([
      {
        kind,
        key: "k",
        payload: { n: 1 },
        attempt: RETRY.attempts,
        error: expect.stringContaining("MLflow is away"),
        diedAtMs: expect.any(Number),
      },
    ]);
  });

  it("takes a key again after it was given up", async () => {
    const kind = newKind();
    let failing = true;
    let succeeded = 0;
    await bench.store.runner.start({
      [kind]: async () => {
        if (failing) throw new Error("no");
        succeeded += 1;
      },
    });
    await enqueue(bench, { kind, key: "k", payload: {} });
    await poll(async () => (await bench.store.runner.listDead()).some((job) => job.kind === kind));
    failing = false;
    expect(await enqueue(bench, { kind, key: "k", payload: {} })).toBe("enqueued");
    await poll(() => succeeded === 1);
  });

  it("counts a job that waits for its next attempt as waiting", async () => {
    const kind = newKind();
    let attempts = 0;
    await bench.store.runner.start({
      [kind]: async () => {
        attempts += 1;
        if (attempts === 1) throw new Error("once");
      },
    });
    await enqueue(bench, { kind, key: "k", payload: {} });
    await poll(() => attempts === 1);
    await bench.store.runner.stop();
    expect(await enqueue(bench, { kind, key: "k", payload: {} })).toBe("waiting");
  });
}

function survivalCases(bench: WorkBench): void {
  it("waits for running jobs when it stops, and takes no new one", async () => {
    const kind = newKind();
    const slow = gate();
    const done: string[] = [];
    let started = 0;
    await bench.store.runner.start({
      [kind]: async ({ key }) => {
        started += 1;
        await slow.opened;
        done.push(key);
      },
    });
    await enqueue(bench, { kind, key: "first", payload: {} });
    await poll(() => started === 1);
    const stopped = bench.store.runner.stop();
    await enqueue(bench, { kind, key: "second", payload: {} });
    await pause(100);
    expect(done).toEqual([]);
    slow.open();
    await stopped;
    expect([started, ...done]).toEqual([1, "first"]);
    expect(await enqueue(bench, { kind, key: "second", payload: {} })).toBe("waiting");
  });

  itShared(bench, "hands waiting jobs to the next store on the same data", async () => {
    const kind = newKind();
    const ran: string[] = [];
    await enqueue(bench, { kind, key: "k", payload: {} });
    const next = await bench.openAnother();
    try {
      await next.runner.start({ [kind]: async ({ key }) => void ran.push(key) });
      await poll(() => ran.length > 0);
      expect(ran).toEqual(["k"]);
    } finally {
      await next.close();
    }
  });

  itShared(bench, "never runs one key in two stores at the same time", async () => {
    const kind = newKind();
    let [running, most, ran] = [0, 0, 0];
    const handler = async () => {
      running += 1;
      most = Math.max(most, running);
      await pause(30);
      running -= 1;
      ran += 1;
    };
    const other = await bench.openAnother();
    try {
      await bench.store.runner.start({ [kind]: handler });
      await other.runner.start({ [kind]: handler });
      for (let round = 0; round < 10; round += 1) {
        // oxlint-disable-next-line no-await-in-loop -- jobs come in while others run
        await enqueue(bench, { kind, key: "k", payload: {} });
        // oxlint-disable-next-line no-await-in-loop -- see above
        await pause(10);
      }
      await poll(() => ran > 1 && running === 0);
      expect(most).toBe(1);
    } finally {
      await other.close();
    }
  });
}
