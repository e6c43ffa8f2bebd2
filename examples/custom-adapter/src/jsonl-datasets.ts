import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatasetId, ExperimentId, LabelingError } from "@labeldesk/core";
import type { CallOptions, Dataset, DatasetRecord, DatasetStore } from "@labeldesk/core";
import { z } from "zod";
import { readRecords, recordLine, understood } from "./record-line.js";

const StoredDataset = z.object({
  datasetId: DatasetId,
  name: z.string(),
  experimentIds: z.array(ExperimentId),
  createdAtMs: z.int(),
});

/** Keeps evaluation datasets in `folder`: for each one a folder with `dataset.json` and `records.jsonl`. */
export function jsonlDatasets(folder: string): DatasetStore {
  return {
    getDataset: (datasetId, options) => readDataset(folder, datasetId, options),
    findDatasets: async (name, options) =>
      (await listAll(folder, options)).filter((dataset) => dataset.name === name),
    listDatasets: async (experimentId, options) =>
      (await listAll(folder, options))
        .filter(({ experimentIds }) => experimentIds.includes(experimentId))
        .toReversed(),
    createDataset: async (name, experimentIds, options) => {
      options?.signal?.throwIfAborted();
      const datasetId = DatasetId.parse(randomUUID());
      const dataset = { datasetId, name, experimentIds, createdAtMs: Date.now() };
      await mkdir(join(folder, datasetId), { recursive: true });
      await replaceFile(join(folder, datasetId, "records.jsonl"), "");
      // Last: a dataset without it is not there yet.
      await replaceFile(join(folder, datasetId, "dataset.json"), JSON.stringify(dataset));
      return dataset;
    },
    listRecords: async function* listRecords(datasetId, options) {
      for (const record of (await readAll(folder, datasetId, options)).values()) {
        options?.signal?.throwIfAborted();
        yield record;
      }
    },
    upsertRecords: async (datasetId, upserts, options) => {
      const records = await readAll(folder, datasetId, options);
      const before = records.size;
      for (const { inputs, expectations, tags, sourceTraceId } of upserts) {
        const record = records.get(inputs.key) ?? newRecord({ inputs, sourceTraceId });
        records.set(inputs.key, {
          ...record,
          expectations: { ...record.expectations, ...expectations },
          tags: { ...record.tags, ...tags },
        });
      }
      const lines = [...records.values()].map((record) => `${recordLine(record)}\n`);
      await replaceFile(join(folder, datasetId, "records.jsonl"), lines.join(""));
      const inserted = records.size - before;
      return { inserted, updated: upserts.length - inserted };
    },
  };
}

function newRecord(given: Pick<DatasetRecord, "inputs" | "sourceTraceId">): DatasetRecord {
  return { recordId: randomUUID(), expectations: {}, tags: {}, ...given };
}

/** The records by the keys of their inputs. */
async function readAll(
  folder: string,
  datasetId: DatasetId,
  options?: CallOptions,
): Promise<Map<string, DatasetRecord>> {
  await readDataset(folder, datasetId, options);
  const text = await readFile(join(folder, datasetId, "records.jsonl"), "utf8");
  return new Map(readRecords(text).map((record) => [record.inputs.key, record]));
}

async function readDataset(
  folder: string,
  datasetId: DatasetId,
  options?: CallOptions,
): Promise<Dataset> {
  const dataset = (await listAll(folder, options)).find((one) => one.datasetId === datasetId);
  if (dataset) return dataset;
  throw new LabelingError("NOT_FOUND", `There is no dataset ${datasetId} in ${folder}.`);
}

/** Oldest first. An id is only ever compared with what is there, so none can lead out of the folder. */
async function listAll(folder: string, options?: CallOptions): Promise<readonly Dataset[]> {
  options?.signal?.throwIfAborted();
  await mkdir(folder, { recursive: true });
  const files = await readdir(folder, { recursive: true });
  const ours = files.filter((file) => file.endsWith("dataset.json"));
  const texts = await Promise.all(ours.map((file) => readFile(join(folder, file), "utf8")));
  return texts
    .map((text, n) => understood(ours[n], () => StoredDataset.parse(JSON.parse(text))))
    .toSorted((one, other) => one.createdAtMs - other.createdAtMs);
}

/** Whoever reads sees the file before or after, never half of it, and a crash leaves one of the two. */
async function replaceFile(file: string, text: string): Promise<void> {
  const next = `${file}.${randomUUID()}`;
  await writeFile(next, text, { flush: true });
  await rename(next, file);
}
