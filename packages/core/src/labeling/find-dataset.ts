import type { Dataset } from "../dataset.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { DatasetStore } from "../ports/dataset-store.js";
import type { DatasetTarget } from "./labeling.js";

/** The dataset meant, and how many others have the name that it was asked for by: none for one asked for by its id. */
export interface FoundDataset {
  readonly dataset: Dataset | undefined;
  readonly sameName: number;
}

/**
 * The dataset meant. Names are not unique: of several of one name it is the oldest that belongs to the session's experiment,
 * else the oldest.
 *
 * @throws {LabelingError} NOT_FOUND for an unknown id; an unknown name gives `undefined`
 */
export async function findDataset(
  { experimentId }: Pick<LabelingSession, "experimentId">,
  target: DatasetTarget,
  datasets: DatasetStore,
  options?: CallOptions,
): Promise<FoundDataset> {
  switch (target.kind) {
    case "id":
      return { dataset: await datasets.getDataset(target.datasetId, options), sameName: 0 };
    case "name": {
      const found = await datasets.findDatasets(target.name, options);
      const own = found.find(({ experimentIds }) => experimentIds.includes(experimentId));
      return { dataset: own ?? found[0], sameName: Math.max(0, found.length - 1) };
    }
  }
}
