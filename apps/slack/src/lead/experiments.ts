import type { Experiment } from "@labeldesk/core";
import type { Desk } from "../desk.js";

/** How many experiments are asked for before the configuration's list is applied. */
const SEARCHED = 200;

/** The experiments that Labeldesk may touch whose name contains `text`. */
export async function allowedExperiments(
  desk: Pick<Desk, "tracking" | "rights">,
  text: string,
  limit: number,
): Promise<readonly Experiment[]> {
  const found = await desk.tracking.experiments.searchExperiments(text, SEARCHED);
  return found.filter((experiment) => desk.rights.mayUseExperiment(experiment)).slice(0, limit);
}
