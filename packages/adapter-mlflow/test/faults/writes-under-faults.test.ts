import { inspect, isDeepStrictEqual } from "node:util";
import { isLabelingError } from "@labeldesk/core";
import { startFaultProxy } from "@labeldesk/fault-proxy";
import type { FaultEffect, SeenRequest } from "@labeldesk/fault-proxy";
import { ensureMlflow } from "@labeldesk/mlflow-server";
import { describe, expect, it } from "vitest";
import { createMlflowTracking } from "../../src/index.js";
import { sessionBench } from "../support/session-bench.js";
import type { SessionBench } from "../support/session-bench.js";
import { BROKEN_ANSWERS, PLANTED_IN_ANSWERS } from "./broken-answers.js";
import { LABEL_WRITES } from "./label-writes.js";
import type { PrepareWrite } from "./prepared-write.js";
import { SESSION_WRITES } from "./session-writes.js";

const mlflow = await ensureMlflow();
const why = mlflow.kind === "missing" ? ` (skipped: ${mlflow.reason})` : "";

const SECRETS = ["planted-token", "planted-header"] as const;

/** The call may fail once for the fault, and once more for what the fault left behind. */
const REPEATS = 2;

/** Cases at once; each has an experiment and a proxy of its own. */
const AT_ONCE = 6;

function isWrite({ method, path }: Pick<SeenRequest, "method" | "path">): boolean {
  return method !== "GET" && !/\/(search|batchGetInfos)$/.test(path);
}

/** What went wrong in one case; nothing is well. */
async function problemsOf(
  bench: SessionBench,
  prepare: PrepareWrite,
  nth: number,
  effect: FaultEffect | undefined,
): Promise<{ readonly problems: readonly string[]; readonly writes: number }> {
  const experimentId = await bench.harness.createExperiment();
  const prepared = await prepare({ ...bench, experimentId });
  const proxy = await startFaultProxy(bench.url);
  const tracking = createMlflowTracking({
    url: proxy.url,
    token: SECRETS[0],
    headers: { "x-planted": SECRETS[1] },
    timeoutMs: 2_000,
    longTimeoutMs: 2_000,
  });
  const problems: string[] = [];
  try {
    if (effect !== undefined) proxy.strike({ matches: isWrite, nth, effect });
    for (let attempt = 0; ; attempt += 1) {
      const error = await errorOf(prepared.write(tracking));
      if (error === undefined) break;
      problems.push(...complaintsAbout(error));
      if (attempt === REPEATS) problems.push(`not healed by repeating: ${inspect(error)}`);
      if (attempt === REPEATS) break;
    }
    if (effect !== undefined && !proxy.seen.some(({ wasStruck }) => wasStruck)) {
      problems.push("the fault struck nothing");
    }
    const found = await prepared.effect();
    if (!isDeepStrictEqual(withoutAbsent(found), withoutAbsent(prepared.expected))) {
      problems.push(
        `left ${inspect(found, { depth: 5 })} instead of ${inspect(prepared.expected, { depth: 5 })}`,
      );
    }
    return { problems, writes: proxy.seen.filter(isWrite).length };
  } finally {
    await tracking.close();
    await proxy.close();
  }
}

function withoutAbsent(value: unknown): unknown {
  if (value instanceof Set) return new Set(value);
  return JSON.parse(JSON.stringify(value));
}

async function errorOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
    return undefined;
  } catch (error) {
    return error;
  }
}

/** An error has a code, words for people, and nothing in it that was planted. */
function complaintsAbout(error: unknown): readonly string[] {
  if (!isLabelingError(error)) return [`an error without a code: ${inspect(error)}`];
  const whole = inspect(error, { depth: 20, showHidden: true });
  const leaked = [...SECRETS, ...PLANTED_IN_ANSWERS].filter((text) => whole.includes(text));
  const isFit =
    ["UNAVAILABLE", "BACKEND"].includes(error.code) && !/[<\n]|SQL|Traceback/.test(error.message);
  return [
    ...leaked.map((text) => `shows ${text}: ${whole}`),
    ...(isFit ? [] : [`unfit error: ${error.code} ${error.message}`]),
  ];
}

/** Every request of the write is struck by every fault, each in its own experiment. */
async function strikeAll(bench: SessionBench, prepare: PrepareWrite) {
  const plain = await problemsOf(bench, prepare, 0, undefined);
  const failed = plain.problems.map((problem) => `without a fault: ${problem}`);
  const cases = Array.from({ length: plain.writes }, (_, index) =>
    BROKEN_ANSWERS.map(([what, effect]) => ({ nth: index + 1, what, effect })),
  ).flat();
  const queue = cases.values();
  const work = async () => {
    for (const { nth, what, effect } of queue) {
      const { problems } = await problemsOf(bench, prepare, nth, effect);
      failed.push(...problems.map((problem) => `request ${nth}, ${what}: ${problem}`));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { failed, cases: cases.length };
}

// About three minutes for all on two slow cores: some 500 cases, each in an experiment of its own.
describe.skipIf(mlflow.kind === "missing")(`a write that a fault strikes${why}`, () => {
  const bench = sessionBench(mlflow);

  it.each(Object.entries({ ...SESSION_WRITES, ...LABEL_WRITES }))(
    "is there exactly once, at the latest when it is repeated: %s",
    async (_name, prepare) => {
      const { failed, cases } = await strikeAll(bench(), prepare);
      expect(failed).toEqual([]);
      expect(cases).toBeGreaterThan(0);
    },
    300_000,
  );
});
