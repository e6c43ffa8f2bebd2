import type { TraceId } from "@labeldesk/core";
import { makeTraces } from "../support/session-bench.js";
import type { SessionBench } from "../support/session-bench.js";

/** Two traces with inputs. */
export async function twoTraces(bench: SessionBench): Promise<readonly [TraceId, TraceId]> {
  const [first, second] = await makeTraces(bench, 2, { inputs: `{"n": 1.0}` });
  if (first === undefined || second === undefined) throw new Error("nothing was made");
  return [first, second];
}
