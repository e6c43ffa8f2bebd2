import {
  DatasetId,
  ExperimentId,
  TraceId,
  exactJson,
  parseExactJson,
  stringifyJson,
} from "@labeldesk/core";
import type { Dataset, DatasetRecord, JsonObject } from "@labeldesk/core";
import { z } from "zod";
import { NextPage, listOf } from "../wire/page.js";
import { JsonValue } from "../wire/values.js";
import { rawElements, rawMembers } from "../wire/raw-json.js";

/** An evaluation dataset as MLflow answers it; a search leaves the experiments out. */
export const WireDataset = z.looseObject({
  dataset_id: z.string().min(1),
  name: z.string(),
  created_time: z.coerce.number(),
  experiment_ids: listOf(z.string()),
});
export type WireDataset = z.output<typeof WireDataset>;

export const DatasetAnswer = z.looseObject({ dataset: WireDataset });
export const DatasetsAnswer = NextPage.extend({ datasets: listOf(WireDataset) }).loose();
export const ExperimentIdsAnswer = z.looseObject({ experiment_ids: listOf(z.string()) });
/** `records` is a JSON text in the JSON. */
export const RecordsAnswer = NextPage.extend({ records: z.string().default("[]") }).loose();
export const UpsertAnswer = z.looseObject({
  inserted_count: z.coerce.number().default(0),
  updated_count: z.coerce.number().default(0),
});

/** The domain's dataset. */
export function decodeDataset(
  wire: WireDataset,
  experimentIds: readonly string[] = wire.experiment_ids,
): Dataset {
  return {
    datasetId: DatasetId.parse(wire.dataset_id),
    name: wire.name,
    experimentIds: experimentIds.map((experimentId) => ExperimentId.parse(experimentId)),
    createdAtMs: wire.created_time,
  };
}

const WireRecord = z.looseObject({
  dataset_record_id: z.string().min(1),
  expectations: z.record(z.string(), JsonValue).nullish(),
  tags: z.record(z.string(), JsonValue).nullish(),
  source: z
    .looseObject({
      source_data: z.looseObject({ trace_id: z.string().min(1).nullish() }).nullish(),
    })
    .nullish(),
});

/** The records of a page, with the exact texts of their inputs. @throws {z.ZodError} when they are something else */
export function decodeRecords(text: string): readonly DatasetRecord[] {
  return rawElements(text).map((element) => {
    const record = WireRecord.parse(parseExactJson(element));
    const sourceTraceId = record.source?.source_data?.trace_id ?? undefined;
    return {
      recordId: record.dataset_record_id,
      inputs: exactJson(rawMembers(element).get("inputs") ?? "{}"),
      expectations: record.expectations ?? {},
      tags: tagTexts(record.tags ?? {}),
      ...(sourceTraceId === undefined ? {} : { sourceTraceId: TraceId.parse(sourceTraceId) }),
    };
  });
}

/** MLflow takes any JSON as a record's tag; what another program wrote and is no text is told as JSON text. */
function tagTexts(tags: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(tags).map(([name, value]) => [
      name,
      typeof value === "string" ? value : stringifyJson(value),
    ]),
  );
}
