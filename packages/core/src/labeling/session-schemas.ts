import { BUILT_IN_SCHEMAS } from "../built-in-schemas.js";
import { isLabelingError, LabelingError } from "../errors.js";
import type { ExperimentId, SchemaId } from "../ids.js";
import { LabelSchema, type StoredLabelSchema } from "../label-schema.js";
import type { SessionQuestion } from "../labeling-session.js";
import { parseInput } from "../parse-input.js";
import type { CallOptions } from "../ports/call-options.js";
import type { LabelSchemaStore } from "../ports/label-schema-store.js";

/** The questions of a session to be, and those of them that the experiment lacks. */
export interface SessionSchemas {
  readonly questions: readonly SessionQuestion[];
  readonly missing: readonly LabelSchema[];
}

/**
 * Finds the schemas that a session is to ask. A name means the experiment's schema, else the built-in one. A schema that
 * is given is asked as given, even where its stored namesake has other words; the namesake is what it was taken from.
 *
 * @throws {LabelingError} NOT_FOUND for an unknown name; CONFLICT when a stored namesake has another type or kind of input
 */
export function resolveSchemas(
  wanted: readonly (string | LabelSchema)[],
  stored: readonly StoredLabelSchema[],
): SessionSchemas {
  const missing: LabelSchema[] = [];
  const questions = wanted.map((given) => {
    const name = typeof given === "string" ? given : parseSchema(given).name;
    const namesake = stored.find((schema) => schema.name === name);
    if (namesake === undefined) {
      const question = typeof given === "string" ? getBuiltIn(name) : parseSchema(given);
      missing.push(question);
      return question;
    }
    const question = typeof given === "string" ? LabelSchema.parse(namesake) : parseSchema(given);
    refuseOtherKind(question, namesake);
    return { ...question, schemaId: namesake.schemaId };
  });
  return { questions, missing };
}

/**
 * Creates the schemas that the experiment lacks, and gives the questions the ids of theirs. One that somebody else created
 * meanwhile must be of the same kind.
 */
export async function createMissing(
  experimentId: ExperimentId,
  { questions, missing }: SessionSchemas,
  store: LabelSchemaStore,
  options?: CallOptions,
): Promise<readonly SessionQuestion[]> {
  const made = new Map<string, SchemaId>();
  for (const schema of missing) {
    const { schemaId } = await createOrFind(experimentId, schema, store, options);
    made.set(schema.name, schemaId);
  }
  return questions.map((question) => {
    const schemaId = made.get(question.name);
    return schemaId === undefined ? question : { ...question, schemaId };
  });
}

async function createOrFind(
  experimentId: ExperimentId,
  schema: LabelSchema,
  store: LabelSchemaStore,
  options?: CallOptions,
): Promise<StoredLabelSchema> {
  try {
    return await store.createLabelSchema(experimentId, schema, options);
  } catch (error) {
    if (!isLabelingError(error, "ALREADY_EXISTS")) throw error;
    const namesake = await store.findLabelSchema(experimentId, schema.name, options);
    if (namesake === undefined) throw error;
    refuseOtherKind(schema, namesake);
    return namesake;
  }
}

/** @throws {LabelingError} INVALID_ARGUMENT */
export function parseSchema(schema: LabelSchema): LabelSchema {
  return parseInput(LabelSchema, schema, "The label schema");
}

/** @throws {LabelingError} CONFLICT when the two cannot be the same question */
export function refuseOtherKind(schema: LabelSchema, stored: LabelSchema): void {
  if (isSameKind(schema, stored)) return;
  throw new LabelingError(
    "CONFLICT",
    `The experiment has a label schema "${schema.name}" already: ${kindOf(stored)}, not ${kindOf(schema)}. ` +
      "Choose another name.",
  );
}

/** Whether answers to the one can be read as answers to the other. */
export function isSameKind(one: LabelSchema, other: LabelSchema): boolean {
  return one.type === other.type && one.input.kind === other.input.kind;
}

/** Type and kind of input, for messages. */
export function kindOf({ type, input }: LabelSchema): string {
  return `${type}, ${input.kind}`;
}

function getBuiltIn(name: string): LabelSchema {
  const builtIn = BUILT_IN_SCHEMAS.find((schema) => schema.name === name);
  if (builtIn !== undefined) return builtIn;
  throw new LabelingError("NOT_FOUND", `The experiment has no label schema "${name}".`);
}
