import type { CheckedMlflowOptions } from "../mlflow-options.js";
import type { MlflowRequest } from "./request.js";

/** How long a call may take. */
export interface TimeLimits {
  /** Until the answer begins, and between its parts. */
  readonly silenceMs: number;
  /** One attempt, from sending to the last byte. */
  readonly attemptMs: number;
  /** All attempts with the pauses between them; waiting for a free place is not counted. */
  readonly totalMs: number;
}

/** Calls whose cost grows with what they ask for: searches, batches, spans and files. */
const LONG =
  /\/(search|batchGet|batchGetInfos|get-trace-artifact|records|items\/add|items\/list|log-batch|link-to-run)$|^\/v1\/traces$/;

/** The limits of one call. */
export function timeLimitsOf({ path }: MlflowRequest, options: CheckedMlflowOptions): TimeLimits {
  const silenceMs = LONG.test(path) ? options.longTimeoutMs : options.timeoutMs;
  return { silenceMs, attemptMs: 2 * silenceMs, totalMs: 2 * silenceMs };
}
