import { BUILT_IN_SCHEMAS } from "../built-in-schemas.js";
import { isLabelingError, LabelingError } from "../errors.js";
import type { ExperimentId } from "../ids.js";
import { LabelSchema, type StoredLabelSchema } from "../label-schema.js";
import { parseInput } from "../parse-input.js";
import type { CallOptions } from "../ports/call-options.js";
import type { LabelSchemaStore } from "../ports/label-schema-store.js";

/** The questions of a session to be, and those of them that the experiment lacks. */
export interface SessionSchemas {
  readonly questions: readonly LabelSchema[];
  readonly missing: readonly LabelSchema[];
}

/**
 * Finds the schemas that a session is to ask. A name means the experiment's schema, else the built-in one. A schema that
 * is given is asked as given, even where its stored namesake has other words.
 *
 * @throws {LabelingError} NOT_FOUND for an unknown name; CONFLICT when a stored namesake has another type or kind of input
 */
export function resolveSchemas(
  wanted: readonly (string | LabelSchema)[],
  stored: readonly StoredLabelSchema[],
): SessionSchemas {
  const missing: LabelSchema[] = [];
  const questions = wanted.map((given) => {
    const name = typeof given === "string" ? given : given.name;
    const namesake = stored.find((schema) => schema.name === name);
    if (namesake === undefined) {
      const question = typeof given === "string" ? getBuiltIn(name) : parseSchema(given);
      missing.push(question);
      return question;
    }
    if (typeof given === "string") return LabelSchema.parse(namesake);
    const question = parseSchema(given);
    refuseOtherKind(question, namesake);
    return question;
  });
  return { questions, missing };
}

/** Creates the schemas that the experiment lacks. One that somebody else created meanwhile must be of the same kind. */
export async function createMissing(
  experimentId: ExperimentId,
  missing: readonly LabelSchema[],
  store: LabelSchemaStore,
  options?: CallOptions,
): Promise<void> {
  for (const schema of missing) {
    try {
      // oxlint-disable-next-line no-await-in-loop
      await store.createLabelSchema(experimentId, schema, options);
    } catch (error) {
      if (!isLabelingError(error, "ALREADY_EXISTS")) throw error;
      // oxlint-disable-next-line no-await-in-loop
      const namesake = await store.findLabelSchema(experimentId, schema.name, options);
      if (namesake === undefined) throw error;
      refuseOtherKind(schema, namesake);
    }
  }
}

/** @throws {LabelingError} INVALID_ARGUMENT */
export function parseSchema(schema: LabelSchema): LabelSchema {
  return parseInput(LabelSchema, schema, "The label schema");
}

/** @throws {LabelingError} CONFLICT when the two cannot be the same question */
export function refuseOtherKind(schema: LabelSchema, stored: LabelSchema): void {
  if (schema.type === stored.type && schema.input.kind === stored.input.kind) return;
  throw new LabelingError(
    "CONFLICT",
    `The experiment has a label schema "${schema.name}" already: ${describe(stored)}, not ${describe(schema)}. ` +
      "Choose another name.",
  );
}

function describe({ type, input }: LabelSchema): string {
  return `${type}, ${input.kind}`;
}

function getBuiltIn(name: string): LabelSchema {
  const builtIn = BUILT_IN_SCHEMAS.find((schema) => schema.name === name);
  if (builtIn !== undefined) return builtIn;
  throw new LabelingError("NOT_FOUND", `The experiment has no label schema "${name}".`);
}
