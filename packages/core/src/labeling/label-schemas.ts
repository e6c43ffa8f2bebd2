import { LabelingError } from "../errors.js";
import type { ExperimentId } from "../ids.js";
import { optionsOf, type LabelSchema, type StoredLabelSchema } from "../label-schema.js";
import type { CallOptions } from "../ports/call-options.js";
import type { LabelSchemaChanges, LabelSchemaStore } from "../ports/label-schema-store.js";
import { refuseWhileAsked, sessionsAsking } from "./asking-sessions.js";
import { withSchemas, type LabelingParts } from "./locked.js";
import { isSameKind, kindOf, parseSchema } from "./session-schemas.js";

/** Creates a schema, or, with `overwrite`, gives its namesake new words, options and limits, or replaces it. */
export async function createLabelSchema(
  parts: LabelingParts,
  experimentId: ExperimentId,
  given: LabelSchema,
  options: CallOptions & { readonly overwrite?: boolean } = {},
): Promise<StoredLabelSchema> {
  const schema = parseSchema(given);
  const { labelSchemas, sessions } = parts.tracking;
  if (options.overwrite !== true) {
    return labelSchemas.createLabelSchema(experimentId, schema, options);
  }
  return withSchemas(parts, experimentId, async () => {
    const stored = await labelSchemas.findLabelSchema(experimentId, schema.name, options);
    if (stored === undefined) return labelSchemas.createLabelSchema(experimentId, schema, options);
    const asking = await sessionsAsking(sessions, experimentId, stored, options);
    if (!isSameKind(schema, stored)) {
      refuseWhileAsked(stored, asking, {
        refused: `(${kindOf(stored)}) cannot become another question (${kindOf(schema)})`,
        instead: "Choose another name.",
      });
      return replace(labelSchemas, experimentId, stored, schema, options);
    }
    refuseLostOptions(stored, schema, asking);
    const { title, instruction, input, enableComment } = schema;
    const changes = { title, instruction, input, enableComment };
    return labelSchemas.updateLabelSchema(stored.schemaId, changes, options);
  });
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

/** Changes a schema as far as the sessions that ask it allow. */
export async function updateLabelSchema(
  parts: LabelingParts,
  experimentId: ExperimentId,
  name: string,
  changes: LabelSchemaChanges,
  options?: CallOptions,
): Promise<StoredLabelSchema> {
  const { labelSchemas, sessions } = parts.tracking;
  return withSchemas(parts, experimentId, async () => {
    const stored = await getLabelSchema(labelSchemas, experimentId, name, options);
    const changed = parseSchema({ ...stored, ...changes });
    refuseOtherInput(stored, changed);
    const asking = await sessionsAsking(sessions, experimentId, stored, options);
    if (changed.name !== stored.name) {
      refuseWhileAsked(stored, asking, {
        refused: "cannot be renamed",
        instead: "Its answers bear the name: create another schema, or change the title.",
      });
    }
    refuseLostOptions(stored, changed, asking);
    const { title, instruction, input, enableComment } = changed;
    return labelSchemas.updateLabelSchema(
      stored.schemaId,
      { name: changed.name, title, instruction, input, enableComment },
      options,
    );
  });
}

/** Deleting what is gone is no error. */
export async function deleteLabelSchema(
  parts: LabelingParts,
  experimentId: ExperimentId,
  name: string,
  options: CallOptions & { readonly evenIfAsked?: boolean } = {},
): Promise<void> {
  const { labelSchemas, sessions } = parts.tracking;
  await withSchemas(parts, experimentId, async () => {
    const stored = await labelSchemas.findLabelSchema(experimentId, name, options);
    if (stored === undefined) return;
    if (options.evenIfAsked !== true) {
      const asking = await sessionsAsking(sessions, experimentId, stored, options);
      refuseWhileAsked(
        stored,
        asking.filter(({ state }) => state !== "closed"),
        { refused: "cannot be deleted", instead: "Close what is done, or say that it may go." },
      );
    }
    await labelSchemas.deleteLabelSchema(stored.schemaId, options);
  });
}

/** Two schemas of one name cannot be there at once: should the new one not be made, the old one is made again. */
async function replace(
  store: LabelSchemaStore,
  experimentId: ExperimentId,
  stored: StoredLabelSchema,
  schema: LabelSchema,
  options?: CallOptions,
): Promise<StoredLabelSchema> {
  await store.deleteLabelSchema(stored.schemaId, options);
  try {
    return await store.createLabelSchema(experimentId, schema, options);
  } catch (error) {
    // Without the caller's signal, which may be what ended the write. The first failure is the one to tell.
    await store.createLabelSchema(experimentId, parseSchema(stored)).catch(() => undefined);
    throw error;
  }
}

function refuseOtherInput(stored: StoredLabelSchema, changed: LabelSchema): void {
  if (isSameKind(stored, changed)) return;
  throw new LabelingError(
    "INVALID_ARGUMENT",
    `The label schema "${stored.name}" (${kindOf(stored)}) cannot become another question (${kindOf(changed)}). Create another one.`,
  );
}

function refuseLostOptions(
  stored: StoredLabelSchema,
  changed: LabelSchema,
  asking: Parameters<typeof refuseWhileAsked>[1],
): void {
  const kept = optionsOf(changed.input);
  const lost = optionsOf(stored.input).filter((option) => !kept.includes(option));
  if (lost.length === 0) return;
  const options = lost.map((option) => `"${option}"`).join(", ");
  refuseWhileAsked(stored, asking, {
    refused: `cannot lose the options ${options}`,
    instead: "Answers may have chosen them: keep them, or create another schema.",
  });
}
