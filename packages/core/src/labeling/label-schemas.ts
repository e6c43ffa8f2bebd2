import { isLabelingError, LabelingError } from "../errors.js";
import type { ExperimentId } from "../ids.js";
import type { LabelSchema, StoredLabelSchema } from "../label-schema.js";
import type { CallOptions } from "../ports/call-options.js";
import type { LabelSchemaStore } from "../ports/label-schema-store.js";
import { parseSchema, refuseOtherKind } from "./session-schemas.js";

/** Creates a schema, or, with `overwrite`, gives its namesake new words, options and limits. */
export async function createLabelSchema(
  store: LabelSchemaStore,
  experimentId: ExperimentId,
  given: LabelSchema,
  options: CallOptions & { readonly overwrite?: boolean } = {},
): Promise<StoredLabelSchema> {
  const schema = parseSchema(given);
  try {
    return await store.createLabelSchema(experimentId, schema, options);
  } catch (error) {
    if (options.overwrite !== true || !isLabelingError(error, "ALREADY_EXISTS")) throw error;
    const stored = await getLabelSchema(store, experimentId, schema.name, options);
    refuseOtherKind(schema, stored);
    const { title, instruction, input, enableComment } = schema;
    const changes = { title, instruction, input, enableComment };
    return store.updateLabelSchema(stored.schemaId, changes, options);
  }
}

/** @throws {LabelingError} NOT_FOUND */
export async function getLabelSchema(
  store: LabelSchemaStore,
  experimentId: ExperimentId,
  name: string,
  options?: CallOptions,
): Promise<StoredLabelSchema> {
  const schema = await store.findLabelSchema(experimentId, name, options);
  if (schema !== undefined) return schema;
  throw new LabelingError("NOT_FOUND", `The experiment has no label schema "${name}".`);
}

/** Deleting what is gone is no error. */
export async function deleteLabelSchema(
  store: LabelSchemaStore,
  experimentId: ExperimentId,
  name: string,
  options?: CallOptions,
): Promise<void> {
  const schema = await store.findLabelSchema(experimentId, name, options);
  if (schema !== undefined) await store.deleteLabelSchema(schema.schemaId, options);
}
