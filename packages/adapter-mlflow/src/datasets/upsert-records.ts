import { LabelingError, stringifyJson } from "@labeldesk/core";
import type { CallOptions, DatasetId, RecordUpsert } from "@labeldesk/core";
import type { MlflowClient } from "../http/mlflow-client.js";
import { refusalError } from "../http/refusal.js";
import type { MlflowRequest } from "../http/request.js";
import { chunksOf } from "../paging.js";
import { parseBody } from "../wire/parse.js";
import { refusedContent } from "./refused-content.js";
import { UpsertAnswer } from "./wire.js";

const CHUNK = 500;
const ATTEMPTS = 3;

/** What a column of MLflow's database takes; SQLite keeps longer ones, PostgreSQL refuses them. */
const MAX_TRACE_ID = 36;

/** Inserts and merges records, batch by batch; each batch is one transaction. The dataset must exist. */
export async function upsertRecords(
  client: MlflowClient,
  datasetId: DatasetId,
  records: readonly RecordUpsert[],
  options?: CallOptions,
): Promise<{ readonly inserted: number; readonly updated: number }> {
  const texts = records.map(recordText);
  const total = { inserted: 0, updated: 0 };
  for (const chunk of chunksOf(texts, CHUNK)) {
    const counts = await upsertChunk(client, datasetId, chunk, options);
    total.inserted += counts.inserted_count;
    total.updated += counts.updated_count;
  }
  return total;
}

/**
 * The record as MLflow reads it. The inputs are spliced in as they were recorded: written again they could become the
 * key of another record. Without `outputs` those of an existing record stay.
 */
function recordText({ inputs, expectations, tags = {}, sourceTraceId }: RecordUpsert): string {
  if (!inputs.text.trimStart().startsWith("{")) {
    throw new LabelingError(
      "INVALID_ARGUMENT",
      "The inputs of a dataset record must be an object.",
    );
  }
  if (sourceTraceId.length > MAX_TRACE_ID) {
    throw new LabelingError(
      "INVALID_ARGUMENT",
      `The trace id ${sourceTraceId} is longer than the ${MAX_TRACE_ID} characters that MLflow keeps of a record's source.`,
    );
  }
  const source = { source_type: "TRACE", source_data: { trace_id: sourceTraceId } };
  return `{"inputs": ${inputs.text}, "expectations": ${stringifyJson(expectations)}, "tags": ${stringifyJson(tags)}, "source": ${stringifyJson(source)}}`;
}

function whatOf(texts: readonly string[]): string {
  return texts.length === 1 ? "the record" : `one of ${texts.length} records`;
}

/** Another writer that inserts the same inputs at once makes the database refuse the batch; repeated, it merges. */
async function upsertChunk(
  client: MlflowClient,
  datasetId: DatasetId,
  texts: readonly string[],
  options?: CallOptions,
) {
  const request: MlflowRequest = {
    method: "POST",
    path: `/api/3.0/mlflow/datasets/${encodeURIComponent(datasetId)}/records`,
    body: { records: `[${texts.join(", ")}]` },
    what: `write ${texts.length} records of the dataset ${datasetId}`,
    repeatable: true,
  };
  for (let attempt = 1; ; attempt += 1) {
    const reply = await client.call(request, options);
    if (reply.kind === "ok") return parseBody(reply.text, UpsertAnswer, request.what);
    if (reply.code === "BAD_REQUEST" && attempt < ATTEMPTS) continue;
    const why = refusedContent(reply, texts);
    if (why === undefined) throw refusalError(reply, request.what);
    throw new LabelingError("INVALID_ARGUMENT", `Could not write ${whatOf(texts)}: ${why}`);
  }
}
