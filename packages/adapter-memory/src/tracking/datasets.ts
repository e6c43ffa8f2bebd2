import {
  type Dataset,
  DatasetId,
  type DatasetStore,
  type ExperimentId,
  LabelingError,
  type RecordUpsert,
} from "@labeldesk/core";
import { call, stream } from "./call.js";
import { frozen } from "./frozen.js";
import type { KeptDataset, MemoryState } from "./state.js";

/** The evaluation datasets of a memory. */
export function memoryDatasets(state: MemoryState): DatasetStore {
  const all = () => [...state.datasets.values()].map(({ dataset }) => dataset);
  return {
    getDataset: (datasetId, options) => call(options, () => keptOf(state, datasetId).dataset),
    findDatasets: (name, options) =>
      call(options, () => all().filter((dataset) => dataset.name === name)),
    listDatasets: (experimentId, options) =>
      call(options, () =>
        all()
          .filter((dataset) => dataset.experimentIds.includes(experimentId))
          .toReversed(),
      ),
    createDataset: (name, experimentIds, options) =>
      call(options, () => create(state, name, experimentIds)),
    listRecords: (datasetId, options) =>
      stream(options, () => keptOf(state, datasetId).records.values()),
    upsertRecords: (datasetId, records, options) =>
      call(options, () => upsert(state, datasetId, records)),
  };
}

function create(state: MemoryState, name: string, experimentIds: readonly ExperimentId[]): Dataset {
  const datasetId = DatasetId.parse(`dataset-${state.nextNumber()}`);
  const createdAtMs = state.clock.nowMs();
  const dataset = frozen({ datasetId, name, experimentIds, createdAtMs });
  state.datasets.set(datasetId, { dataset, records: new Map() });
  return dataset;
}

function upsert(
  state: MemoryState,
  datasetId: DatasetId,
  upserts: readonly RecordUpsert[],
): { readonly inserted: number; readonly updated: number } {
  const { records } = keptOf(state, datasetId);
  const before = records.size;
  for (const { inputs, expectations, tags, sourceTraceId } of upserts) {
    const record = records.get(inputs.key) ?? {
      recordId: `record-${state.nextNumber()}`,
      inputs,
      expectations: {},
      tags: {},
      sourceTraceId,
    };
    const laidOver = {
      expectations: { ...record.expectations, ...expectations },
      tags: { ...record.tags, ...tags },
    };
    records.set(inputs.key, frozen({ ...record, ...laidOver }));
  }
  const inserted = records.size - before;
  return { inserted, updated: upserts.length - inserted };
}

function keptOf(state: MemoryState, datasetId: DatasetId): KeptDataset {
  const kept = state.datasets.get(datasetId);
  if (kept === undefined) {
    throw new LabelingError(
      "NOT_FOUND",
      `There is no evaluation dataset with the id "${datasetId}".`,
    );
  }
  return kept;
}
