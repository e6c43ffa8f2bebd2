import { LabelingError } from "@labeldesk/core";
import type { CallOptions, ExperimentId, SchemaId } from "@labeldesk/core";
import type { MlflowClient } from "../http/mlflow-client.js";
import { refusalError } from "../http/refusal.js";
import type { MlflowRequest, Refusal } from "../http/request.js";
import { mayHaveHappened } from "../http/uncertain.js";
import { allOf } from "../paging.js";
import { parseBody } from "../wire/parse.js";
import { SchemaAnswer, SchemasAnswer } from "./wire.js";
import type { WireSchema } from "./wire.js";

const SCHEMAS = "/api/3.0/mlflow/label-schemas";
const PAGE_SIZE = 1000;

/** All schemas of an experiment, the default one included, newest first. @throws {LabelingError} NOT_FOUND for an unknown experiment */
export function listWireSchemas(
  client: MlflowClient,
  experimentId: ExperimentId,
  options?: CallOptions,
): Promise<readonly WireSchema[]> {
  return allOf(async (token) => {
    const answer = await client.ask(
      {
        method: "GET",
        path: `${SCHEMAS}/list`,
        query: { experiment_id: experimentId, max_results: PAGE_SIZE, page_token: token },
        what: `read the label schemas of the experiment ${experimentId}`,
      },
      SchemasAnswer,
      options,
    );
    return { values: answer.label_schemas, nextToken: answer.next_page_token };
  });
}

/** The schema of that exact name. */
export function findWireSchemaByName(
  client: MlflowClient,
  experimentId: ExperimentId,
  name: string,
  options?: CallOptions,
): Promise<WireSchema | undefined> {
  const request: MlflowRequest = {
    method: "GET",
    path: `${SCHEMAS}/get-by-name`,
    query: { experiment_id: experimentId, name },
    what: `find the label schema "${name}"`,
  };
  return findWireSchema(client, request, options);
}

/** The schema with that id. */
export function findWireSchemaById(
  client: MlflowClient,
  schemaId: SchemaId,
  options?: CallOptions,
): Promise<WireSchema | undefined> {
  const request: MlflowRequest = {
    method: "GET",
    path: `${SCHEMAS}/get`,
    query: { schema_id: schemaId },
    what: `read the label schema ${schemaId}`,
  };
  return findWireSchema(client, request, options);
}

async function findWireSchema(
  client: MlflowClient,
  request: MlflowRequest,
  options?: CallOptions,
): Promise<WireSchema | undefined> {
  const reply = await client.call(request, options);
  if (reply.kind === "ok") return parseBody(reply.text, SchemaAnswer, request.what).label_schema;
  if (reply.code === "RESOURCE_DOES_NOT_EXIST") return undefined;
  throw refusalError(reply, request.what);
}

/** Writes a schema. The name is taken when MLflow says so, or when its database does (two creators at once). */
export async function writeSchema(
  client: MlflowClient,
  request: MlflowRequest,
  name: string,
  options?: CallOptions,
): Promise<WireSchema> {
  const reply = await client.call(request, options);
  if (reply.kind === "ok") return parseBody(reply.text, SchemaAnswer, request.what).label_schema;
  if (isTaken(reply)) throw takenError(request, name);
  if (reply.message.includes("is reserved")) {
    throw new LabelingError(
      "INVALID_ARGUMENT",
      `Could not ${request.what}: MLflow keeps the name "${name}" for its own default question. Choose another.`,
    );
  }
  throw refusalError(reply, request.what);
}

/**
 * Creates a schema. When no answer comes it is looked for by its name: that it was not there before is what tells whose
 * it is.
 */
export async function createSchema(
  client: MlflowClient,
  experimentId: ExperimentId,
  request: MlflowRequest,
  name: string,
  options?: CallOptions,
): Promise<WireSchema> {
  const find = () => findWireSchemaByName(client, experimentId, name, options);
  const before = await find();
  if (before !== undefined && !before.is_default) throw takenError(request, name);
  try {
    return await writeSchema(client, request, name, options);
  } catch (error) {
    if (!mayHaveHappened(error)) throw error;
    const made = await find();
    if (made === undefined) throw error;
    return made;
  }
}

function takenError({ what }: MlflowRequest, name: string): LabelingError {
  return new LabelingError(
    "ALREADY_EXISTS",
    `Could not ${what}: the experiment has a label schema named "${name}".`,
  );
}

function isTaken({ code, message }: Refusal): boolean {
  return code === "RESOURCE_ALREADY_EXISTS" || (code === "BAD_REQUEST" && /unique/i.test(message));
}

/** @see createSchema */
export function createRequest(body: object, name: string): MlflowRequest {
  return {
    method: "POST",
    path: `${SCHEMAS}/create`,
    body,
    what: `create the label schema "${name}"`,
  };
}

/** @see writeSchema */
export function updateRequest(body: object, name: string): MlflowRequest {
  return {
    method: "PATCH",
    path: `${SCHEMAS}/update`,
    body,
    what: `change the label schema "${name}"`,
    repeatable: true,
  };
}

/** Deleting what is gone is no error. */
export function deleteSchema(
  client: MlflowClient,
  schemaId: SchemaId,
  options?: CallOptions,
): Promise<void> {
  return client.tell(
    {
      method: "DELETE",
      path: `${SCHEMAS}/delete`,
      body: { schema_id: schemaId },
      what: `delete the label schema ${schemaId}`,
      repeatable: true,
    },
    options,
  );
}
