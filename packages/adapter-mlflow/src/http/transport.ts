import { setTimeout as sleep } from "node:timers/promises";
import { LabelingError, isLabelingError } from "@labeldesk/core";
import type { CheckedMlflowOptions } from "../mlflow-options.js";
import type { ConnectionUse, Measured } from "./connection-use.js";
import { openConnections } from "./connections.js";
import { createExchange } from "./exchange.js";
import type { Exchange, Sending } from "./exchange.js";
import { readFailure } from "./failure.js";
import type { Failure } from "./failure.js";
import { watchHealth } from "./health.js";
import { createInFlight } from "./in-flight.js";
import { isDown, isPassing, isUncertain, refusalError } from "./refusal.js";
import { isRepeatable } from "./request.js";
import type { MlflowReply, MlflowRequest } from "./request.js";
import { mayBeDone, nextPauseMs } from "./retry-policy.js";
import type { Outcome } from "./retry-policy.js";
import { timeLimitsOf } from "./time-limits.js";
import { uncertain } from "./uncertain.js";

/** The request that costs the server nothing, and for which it wants no login. */
const HEALTH: MlflowRequest = { method: "GET", path: "/health", what: "reach MLflow" };

/** A server that does not say a word within this time has no time for anything else either. */
const PROBE_MS = 3_000;

/** What may be the server's death. A wrong certificate is not: it is told at once, and every time. */
const LETHAL: ReadonlySet<Outcome["kind"]> = new Set(["notSent", "lost", "timedOut"]);

/** Sends requests to one server. */
export interface Transport {
  /**
   * Sends, and sends again where that is safe.
   *
   * @throws {LabelingError} UNAVAILABLE when no answer came. When what was asked may have been done all the same, and
   *   must not be repeated blindly, `mayHaveHappened` says so of the error, whatever its code
   */
  send(
    request: MlflowRequest,
    use: ConnectionUse,
    signal: AbortSignal | undefined,
  ): Promise<MlflowReply>;
  /** Times small calls, on connections of its own. */
  measure(): Promise<Measured>;
  /** How often the server was found dead: what was learnt of it before may hold no longer. */
  deaths(): number;
  close(): Promise<void>;
}

/** What an attempt came to. */
type Tried =
  | { readonly kind: "answer"; readonly reply: MlflowReply }
  | {
      readonly kind: "nothing";
      readonly outcome: Outcome;
      /** What to tell when there is no further attempt. */
      readonly error: LabelingError;
      /** The answer that asks for another attempt. */
      readonly reply?: MlflowReply;
    };

/** Connections to one server, as many as calls may be in flight. */
export function createTransport(options: CheckedMlflowOptions): Transport {
  // One more, so that a probe never waits behind calls that hang.
  const connections = openConnections(options, options.maxConcurrency + 1);
  const exchange = createExchange(options, connections);
  const inFlight = createInFlight(options.maxConcurrency);
  const health = watchHealth(() => answersProbe(exchange), Date.now);

  async function tryOnce(request: MlflowRequest, sending: Sending): Promise<Tried> {
    const { signal } = sending;
    try {
      await health.admit(request.what, signal);
    } catch (error) {
      signal?.throwIfAborted();
      if (!isLabelingError(error)) throw error;
      return { kind: "nothing", outcome: { kind: "dead" }, error };
    }
    try {
      const reply = await exchange(request, sending);
      if (reply.kind === "refused" && isDown(reply)) health.failed();
      else health.answered();
      return readReply(request, reply);
    } catch (error) {
      signal?.throwIfAborted();
      if (isLabelingError(error)) throw error;
      const failure = readFailure(error);
      if (LETHAL.has(failure.outcome.kind)) health.failed();
      return { kind: "nothing", outcome: failure.outcome, error: failureError(request, failure) };
    }
  }

  /** Waits for a free place, then tries; what an attempt took does not count the waiting. */
  async function tryInTurn(
    request: MlflowRequest,
    sending: Omit<Sending, "silenceMs" | "attemptMs">,
    leftMs: number,
  ): Promise<Tried & { readonly tookMs: number }> {
    const { signal } = sending;
    const limits = timeLimitsOf(request, options);
    const silenceMs = Math.min(limits.silenceMs, leftMs);
    const attemptMs = Math.min(limits.attemptMs, leftMs);
    return await inFlight.run(signal, signal, async () => {
      const startedAtMs = Date.now();
      const tried = await tryOnce(request, { ...sending, silenceMs, attemptMs });
      return { ...tried, tookMs: Date.now() - startedAtMs };
    });
  }

  return {
    send: async (request, use, signal) => {
      let leftMs = timeLimitsOf(request, options).totalMs;
      for (let number = 1; ; number += 1) {
        const tried = await tryInTurn(request, { use, signal }, leftMs);
        if (tried.kind === "answer") return tried.reply;
        leftMs = Math.max(1, leftMs - tried.tookMs);
        const { outcome } = tried;
        const attempt = { number, outcome, isRepeatable: isRepeatable(request), leftMs };
        const pauseMs = nextPauseMs(attempt, Math.random());
        if (pauseMs === undefined) return finish(request, tried);
        await pause(pauseMs, signal);
        leftMs -= pauseMs;
      }
    },
    measure: () => measure(options),
    deaths: () => health.deaths(),
    close: () => connections.destroy(),
  };
}

/** An answer that asks for another attempt is none, yet. */
function readReply(request: MlflowRequest, reply: MlflowReply): Tried {
  if (reply.kind === "ok") return { kind: "answer", reply };
  const asksForMore = isPassing(reply) || (isUncertain(reply) && !isRepeatable(request));
  if (!asksForMore) return { kind: "answer", reply };
  const { retryAfterMs } = reply;
  const outcome: Outcome = {
    kind: "busy",
    isUndone: !isUncertain(reply),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
  return { kind: "nothing", outcome, error: refusalError(reply, request.what), reply };
}

/** There is no further attempt: gives the last answer, or throws what is known. */
function finish(
  request: MlflowRequest,
  { outcome, error, reply }: Extract<Tried, { kind: "nothing" }>,
): MlflowReply {
  if (!isRepeatable(request) && mayBeDone(outcome)) throw uncertain(error);
  if (reply !== undefined) return reply;
  throw error;
}

function failureError({ what }: MlflowRequest, { words, cause }: Failure): LabelingError {
  return new LabelingError("UNAVAILABLE", `Could not ${what}: ${words}`, { cause });
}

async function pause(pauseMs: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(pauseMs, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

/** Whatever a living server answers will do. */
async function answersProbe(exchange: Exchange): Promise<boolean> {
  try {
    const sending = { use: "fresh", silenceMs: PROBE_MS, attemptMs: PROBE_MS } as const;
    const reply = await exchange(HEALTH, sending);
    return reply.kind === "ok" || !isDown(reply);
  } catch {
    return false;
  }
}

/** Two calls with new connections, the second of which is then used twice more. */
async function measure(options: CheckedMlflowOptions): Promise<Measured> {
  const connections = openConnections(options, 1);
  const exchange = createExchange(options, connections);
  const time = async (use: ConnectionUse) => {
    const startedAtMs = performance.now();
    await exchange(HEALTH, { use, silenceMs: PROBE_MS, attemptMs: PROBE_MS });
    return performance.now() - startedAtMs;
  };
  try {
    const freshMs = [await time("fresh"), await time("kept")];
    const keptMs = [await time("kept"), await time("kept")];
    return { freshMs, keptMs };
  } catch {
    // Whatever is wrong shows when a call is made that somebody waits for.
    return { freshMs: [], keptMs: [] };
  } finally {
    await connections.destroy();
  }
}
