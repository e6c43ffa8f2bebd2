import { isLabelingError } from "../errors.js";
import type { ExperimentId } from "../ids.js";
import type { CallOptions } from "../ports/call-options.js";
import type { ExperimentStore } from "../ports/experiment-store.js";
import type { ForeignTrace } from "./labeling.js";
import type { Candidate } from "./look-up-traces.js";

/** Says of traces that were not added where they are. */
export async function describeForeign(
  foreign: readonly { readonly trace: Candidate; readonly reason: ForeignTrace["reason"] }[],
  experiments: ExperimentStore,
  options: CallOptions,
): Promise<readonly ForeignTrace[]> {
  const names = new Map<ExperimentId, string | undefined>();
  for (const { trace } of foreign) {
    const { experimentId } = trace;
    if (!names.has(experimentId)) {
      names.set(experimentId, await findName(experimentId, experiments, options));
    }
  }
  return foreign.map(({ trace: { traceId, experimentId }, reason }) => {
    const experimentName = names.get(experimentId);
    const named = experimentName === undefined ? {} : { experimentName };
    return { traceId, experimentId, ...named, reason };
  });
}

/** A deleted experiment, or one that the caller may not read, has no name here. */
async function findName(
  experimentId: ExperimentId,
  experiments: ExperimentStore,
  options: CallOptions,
): Promise<string | undefined> {
  try {
    return (await experiments.getExperiment(experimentId, options)).name;
  } catch (error) {
    if (isLabelingError(error, "NOT_FOUND", "FORBIDDEN")) return undefined;
    throw error;
  }
}
