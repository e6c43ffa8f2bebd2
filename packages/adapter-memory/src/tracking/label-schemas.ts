import {
  type ExperimentId,
  LabelingError,
  type LabelSchema,
  type LabelSchemaChanges,
  type LabelSchemaStore,
  SchemaId,
  type StoredLabelSchema,
} from "@labeldesk/core";
import { call } from "./call.js";
import { frozen } from "./frozen.js";
import { experimentOf } from "./lookups.js";
import type { MemoryState } from "./state.js";

/** The label schemas of a memory's experiments. */
export function memoryLabelSchemas(state: MemoryState): LabelSchemaStore {
  return {
    createLabelSchema: (experimentId, schema, options) =>
      call(options, () => create(state, experimentId, schema)),
    findLabelSchema: (experimentId, name, options) =>
      call(options, () => schemasOf(state, experimentId).find((schema) => schema.name === name)),
    listLabelSchemas: (experimentId, options) =>
      call(options, () => schemasOf(state, experimentId)),
    updateLabelSchema: (schemaId, changes, options) =>
      call(options, () => update(state, schemaId, changes)),
    deleteLabelSchema: (schemaId, options) =>
      call(options, () => {
        state.labelSchemas.delete(schemaId);
      }),
  };
}

function create(
  state: MemoryState,
  experimentId: ExperimentId,
  schema: LabelSchema,
): StoredLabelSchema {
  experimentOf(state, experimentId);
  refuseTakenName(state, experimentId, schema.name);
  const schemaId = SchemaId.parse(`schema-${state.nextNumber()}`);
  const stored = frozen({ ...schema, schemaId });
  state.labelSchemas.set(schemaId, { experimentId, schema: stored });
  return stored;
}

function update(
  state: MemoryState,
  schemaId: SchemaId,
  changes: LabelSchemaChanges,
): StoredLabelSchema {
  const kept = state.labelSchemas.get(schemaId);
  if (kept === undefined) {
    throw new LabelingError("NOT_FOUND", `There is no label schema with the id "${schemaId}".`);
  }
  const { experimentId, schema } = kept;
  if (changes.input !== undefined && changes.input.kind !== schema.input.kind) {
    throw new LabelingError(
      "INVALID_ARGUMENT",
      `The label schema "${schema.name}" asks for ${schema.input.kind} and cannot change to ${changes.input.kind}. Create another one instead.`,
    );
  }
  if (changes.name !== undefined && changes.name !== schema.name) {
    refuseTakenName(state, experimentId, changes.name);
  }
  const stored = frozen({ ...schema, ...changes });
  state.labelSchemas.set(schemaId, { experimentId, schema: stored });
  return stored;
}

function refuseTakenName(state: MemoryState, experimentId: ExperimentId, name: string): void {
  if (schemasOf(state, experimentId).some((schema) => schema.name === name)) {
    throw new LabelingError(
      "ALREADY_EXISTS",
      `The experiment "${experimentId}" already has a label schema named "${name}".`,
    );
  }
}

function schemasOf(state: MemoryState, experimentId: ExperimentId): readonly StoredLabelSchema[] {
  return [...state.labelSchemas.values()]
    .filter((kept) => kept.experimentId === experimentId)
    .map((kept) => kept.schema);
}
