import type { ExperimentId, SchemaId } from "../ids.js";
import type { LabelSchema, StoredLabelSchema } from "../label-schema.js";
import type { CallOptions } from "./call-options.js";

/** What of a stored schema may change; type and input kind may not. An `instruction` that is `undefined` is taken away. */
export type LabelSchemaChanges = Partial<
  Pick<LabelSchema, "name" | "title" | "instruction" | "input" | "enableComment">
>;

/** Holds the label schemas of experiments. Names are unique within one, letter case counts. */
export interface LabelSchemaStore {
  /** @throws {LabelingError} ALREADY_EXISTS when the experiment has a schema of that name; NOT_FOUND for an unknown experiment */
  createLabelSchema(
    experimentId: ExperimentId,
    schema: LabelSchema,
    options?: CallOptions,
  ): Promise<StoredLabelSchema>;
  /** By its exact name; `undefined` when there is none. */
  findLabelSchema(
    experimentId: ExperimentId,
    name: string,
    options?: CallOptions,
  ): Promise<StoredLabelSchema | undefined>;
  /** All schemas that people made, oldest first; a store's own default schema is left out. */
  listLabelSchemas(
    experimentId: ExperimentId,
    options?: CallOptions,
  ): Promise<readonly StoredLabelSchema[]>;
  /** @throws {LabelingError} NOT_FOUND; INVALID_ARGUMENT when the input's kind would change */
  updateLabelSchema(
    schemaId: SchemaId,
    changes: LabelSchemaChanges,
    options?: CallOptions,
  ): Promise<StoredLabelSchema>;
  /** Deleting what is gone is no error. */
  deleteLabelSchema(schemaId: SchemaId, options?: CallOptions): Promise<void>;
}
