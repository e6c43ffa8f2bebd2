import { LabelingError, isLabelingError } from "@labeldesk/core";
import type {
  CallOptions,
  Dataset,
  DatasetId,
  DatasetRecord,
  DatasetStore,
  ExperimentId,
} from "@labeldesk/core";
import { equalsCondition } from "../filter-text.js";
import type { MlflowClient } from "../http/mlflow-client.js";
import { mayHaveHappened } from "../http/uncertain.js";
import { allOf, pagesOf } from "../paging.js";
import { upsertRecords } from "./upsert-records.js";
import {
  DatasetAnswer,
  DatasetsAnswer,
  ExperimentIdsAnswer,
  RecordsAnswer,
  decodeDataset,
  decodeRecords,
} from "./wire.js";
import type { WireDataset } from "./wire.js";

const DATASETS = "/api/3.0/mlflow/datasets";
const PAGE_SIZE = 1000;
const MAX_NAME = 255;

/** Marks what a creation made, so that it is found when no answer came. */
const CREATION_TAG = "labeldesk.creation";

/** The evaluation datasets of an MLflow server. */
export function mlflowDatasets(client: MlflowClient): DatasetStore {
  return {
    getDataset: async (datasetId, options) =>
      await withExperiments(client, await read(client, datasetId, options), options),
    findDatasets: (name, options) => findByName(client, name, options),
    listDatasets: async (experimentId, options) => {
      const wires = await search(client, { experiment_ids: [experimentId] }, options);
      return await Promise.all(wires.map((wire) => withExperiments(client, wire, options)));
    },
    createDataset: (name, experimentIds, options) => create(client, name, experimentIds, options),
    listRecords: (datasetId, options) => listRecords(client, datasetId, options),
    upsertRecords: async (datasetId, records, options) => {
      if (records.length === 0) await read(client, datasetId, options);
      try {
        return await upsertRecords(client, datasetId, records, options);
      } catch (error) {
        // MLflow tells an unknown dataset by an error of its database.
        if (!isLabelingError(error, "UNAVAILABLE")) await read(client, datasetId, options);
        throw error;
      }
    },
  };
}

async function read(
  client: MlflowClient,
  datasetId: DatasetId,
  options?: CallOptions,
): Promise<WireDataset> {
  const answer = await client.ask(
    {
      method: "GET",
      path: `${DATASETS}/${encodeURIComponent(datasetId)}`,
      what: `read the dataset ${datasetId}`,
    },
    DatasetAnswer,
    options,
  );
  return answer.dataset;
}

/** Newest first. */
function search(
  client: MlflowClient,
  criteria: { readonly experiment_ids?: readonly string[]; readonly filter_string?: string },
  options?: CallOptions,
): Promise<readonly WireDataset[]> {
  return allOf(async (token) => {
    const answer = await client.ask(
      {
        method: "POST",
        path: `${DATASETS}/search`,
        body: {
          ...criteria,
          order_by: ["created_time DESC"],
          max_results: PAGE_SIZE,
          ...(token === undefined ? {} : { page_token: token }),
        },
        what: "search datasets",
        repeatable: true,
      },
      DatasetsAnswer,
      options,
    );
    return { values: answer.datasets, nextToken: answer.next_page_token };
  });
}

async function findByName(
  client: MlflowClient,
  name: string,
  options?: CallOptions,
): Promise<readonly Dataset[]> {
  const wires = await search(client, { filter_string: equalsCondition("name", name) }, options);
  const named = wires.filter((wire) => wire.name === name);
  return await Promise.all(
    named.toReversed().map((wire) => withExperiments(client, wire, options)),
  );
}

/** Neither reading nor searching tells in which experiments a dataset is. */
async function withExperiments(
  client: MlflowClient,
  wire: WireDataset,
  options?: CallOptions,
): Promise<Dataset> {
  const answer = await client.ask(
    {
      method: "GET",
      path: `${DATASETS}/${encodeURIComponent(wire.dataset_id)}/experiment-ids`,
      what: `read the experiments of the dataset "${wire.name}"`,
    },
    ExperimentIdsAnswer,
    options,
  );
  return decodeDataset(wire, answer.experiment_ids);
}

async function create(
  client: MlflowClient,
  name: string,
  experimentIds: readonly ExperimentId[],
  options?: CallOptions,
): Promise<Dataset> {
  if (name.trim() === "" || [...name].length > MAX_NAME) {
    throw new LabelingError(
      "INVALID_ARGUMENT",
      `A dataset's name needs 1 to ${MAX_NAME} characters.`,
    );
  }
  const creation = crypto.randomUUID();
  const tags = JSON.stringify({ [CREATION_TAG]: creation });
  const request = {
    method: "POST",
    path: `${DATASETS}/create`,
    body: { name, experiment_ids: experimentIds, tags },
    what: `create the dataset "${name}"`,
  } as const;
  try {
    return decodeDataset((await client.ask(request, DatasetAnswer, options)).dataset);
  } catch (error) {
    if (!mayHaveHappened(error)) throw error;
    // No answer came, but it may have been made; names are not unique, the tag is.
    // Unlike other filters of MLflow's this one knows no quotes around a key.
    const filter_string = `tags.${CREATION_TAG} = '${creation}'`;
    const [made] = await search(client, { filter_string }, options);
    if (made === undefined) throw error;
    return decodeDataset(made, experimentIds);
  }
}

async function* listRecords(
  client: MlflowClient,
  datasetId: DatasetId,
  options?: CallOptions,
): AsyncGenerator<DatasetRecord> {
  const what = `read the records of the dataset ${datasetId}`;
  const fetchPage = async (token: string | undefined) => {
    const answer = await client.ask(
      {
        method: "GET",
        path: `${DATASETS}/${encodeURIComponent(datasetId)}/records`,
        query: { max_results: PAGE_SIZE, page_token: token },
        what,
      },
      RecordsAnswer,
      options,
    );
    return { values: decodeRecords(answer.records), nextToken: answer.next_page_token };
  };
  let isEmpty = true;
  for await (const records of pagesOf(fetchPage)) {
    options?.signal?.throwIfAborted();
    isEmpty &&= records.length === 0;
    yield* records;
  }
  // An unknown dataset has, for MLflow, no records.
  if (isEmpty) await read(client, datasetId, options);
}
