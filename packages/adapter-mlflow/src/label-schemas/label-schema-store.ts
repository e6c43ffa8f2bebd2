import { LabelingError, SchemaId, isLabelingError } from "@labeldesk/core";
import type {
  CallOptions,
  ExperimentId,
  LabelSchema,
  LabelSchemaChanges,
  LabelSchemaStore,
  StoredLabelSchema,
} from "@labeldesk/core";
import type { MlflowClient } from "../http/mlflow-client.js";
import { readExperimentTags, writeExperimentTag } from "./experiment-tags.js";
import {
  createRequest,
  createSchema,
  deleteSchema,
  findWireSchemaById,
  findWireSchemaByName,
  listWireSchemas,
  updateRequest,
  writeSchema,
} from "./schema-calls.js";
import { extrasKey, extrasText } from "./schema-extras.js";
import { toWireInput } from "./wire-input.js";
import { decodeSchema } from "./wire.js";
import type { WireSchema } from "./wire.js";

/** The label schemas of an MLflow server; what MLflow cannot express is kept in tags of the experiment. */
export function mlflowLabelSchemas(client: MlflowClient): LabelSchemaStore {
  return {
    createLabelSchema: (experimentId, schema, options) =>
      create(client, experimentId, schema, options),
    findLabelSchema: async (experimentId, name, options) => {
      const wire = await findWireSchemaByName(client, experimentId, name, options);
      return wire === undefined ? undefined : await complete(client, wire, options);
    },
    listLabelSchemas: (experimentId, options) => list(client, experimentId, options),
    updateLabelSchema: (schemaId, changes, options) => update(client, schemaId, changes, options),
    deleteLabelSchema: (schemaId, options) => remove(client, schemaId, options),
  };
}

/** The schema with what the experiment's tag adds. */
async function complete(
  client: MlflowClient,
  wire: WireSchema,
  options?: CallOptions,
): Promise<StoredLabelSchema | undefined> {
  const tags = await readExperimentTags(client, wire.experiment_id, options);
  return decodeSchema(wire, tags.get(extrasKey(SchemaId.parse(wire.schema_id))));
}

async function list(
  client: MlflowClient,
  experimentId: ExperimentId,
  options?: CallOptions,
): Promise<readonly StoredLabelSchema[]> {
  const wires = await listWireSchemas(client, experimentId, options);
  const tags = await readExperimentTags(client, experimentId, options);
  return wires.toReversed().flatMap((wire) => {
    const schema = decodeSchema(wire, tags.get(extrasKey(SchemaId.parse(wire.schema_id))));
    return schema === undefined ? [] : [schema];
  });
}

async function create(
  client: MlflowClient,
  experimentId: ExperimentId,
  schema: LabelSchema,
  options?: CallOptions,
): Promise<StoredLabelSchema> {
  const input = toWireInput(schema.input);
  const extras = extrasText(schema, input);
  const request = createRequest(
    {
      experiment_id: experimentId,
      name: schema.name,
      type: schema.type === "expectation" ? "EXPECTATION" : "FEEDBACK",
      ...(schema.instruction === undefined ? {} : { instruction: schema.instruction }),
      enable_comment: schema.enableComment,
      input,
    },
    schema.name,
  );
  const wire = await createSchema(client, experimentId, request, schema.name, options);
  const schemaId = SchemaId.parse(wire.schema_id);
  if (extras !== undefined) await addExtras(client, experimentId, schemaId, extras, options);
  return { ...schema, schemaId };
}

/** Half a question would be asked wrongly: when its tag cannot be written, the schema goes again. */
async function addExtras(
  client: MlflowClient,
  experimentId: ExperimentId,
  schemaId: SchemaId,
  extras: string,
  options?: CallOptions,
): Promise<void> {
  try {
    await writeExperimentTag(client, experimentId, extrasKey(schemaId), extras, options);
  } catch (error) {
    // The first failure is the one to tell; without the caller's signal, which may be what ended the write.
    await deleteSchema(client, schemaId).catch(() => undefined);
    throw error;
  }
}

async function update(
  client: MlflowClient,
  schemaId: SchemaId,
  changes: LabelSchemaChanges,
  options?: CallOptions,
): Promise<StoredLabelSchema> {
  const wire = await findWireSchemaById(client, schemaId, options);
  const present = wire && (await complete(client, wire, options));
  if (wire === undefined || present === undefined) throw unknownSchema(schemaId);
  const changed: StoredLabelSchema = { ...present, ...changes };
  if (changed.input.kind !== present.input.kind) {
    throw new LabelingError(
      "INVALID_ARGUMENT",
      `The label schema "${present.name}" asks with the input "${present.input.kind}", which cannot become "${changed.input.kind}". Create another schema.`,
    );
  }
  const input = toWireInput(changed.input, wire.input);
  const extras = extrasText(changed, input);
  const { name, instruction, enableComment } = changed;
  const body = {
    schema_id: schemaId,
    ...(name === wire.name ? {} : { name }),
    // MLflow keeps what is absent; an empty text takes it away.
    instruction: instruction ?? "",
    enable_comment: enableComment,
    input,
  };
  await writeSchema(client, updateRequest(body, present.name), name, options);
  await writeExperimentTag(client, wire.experiment_id, extrasKey(schemaId), extras, options);
  return changed;
}

async function remove(
  client: MlflowClient,
  schemaId: SchemaId,
  options?: CallOptions,
): Promise<void> {
  const wire = await findWireSchemaById(client, schemaId, options);
  if (wire === undefined) return;
  await deleteSchema(client, schemaId, options);
  try {
    await writeExperimentTag(client, wire.experiment_id, extrasKey(schemaId), undefined, options);
  } catch (error) {
    // The experiment may have been deleted meanwhile: then there is no tag to remove.
    if (!isLabelingError(error, "NOT_FOUND")) throw error;
  }
}

function unknownSchema(schemaId: SchemaId): LabelingError {
  return new LabelingError("NOT_FOUND", `MLflow has no label schema with the id ${schemaId}.`);
}
