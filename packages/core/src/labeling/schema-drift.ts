import { LabelingError } from "../errors.js";
import type { RunId } from "../ids.js";
import { LabelSchema, optionsOf, type StoredLabelSchema } from "../label-schema.js";
import type { LabelingSession, SessionQuestion } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { SchemaDrift } from "./labeling.js";
import { withSession, type LabelingParts } from "./locked.js";
import { isSameKind, kindOf } from "./session-schemas.js";

/** How a session's questions differ from the schemas they were taken from, in the session's order. */
export function findDrift(
  questions: readonly SessionQuestion[],
  schemas: readonly StoredLabelSchema[],
): readonly SchemaDrift[] {
  return questions.flatMap((question): readonly SchemaDrift[] => {
    const { name } = question;
    const stored = originOf(question, schemas);
    if (stored === undefined) return [{ kind: "missing", name }];
    const drift: SchemaDrift[] = [];
    if (stored.name !== name) drift.push({ kind: "renamed", name, stored });
    if (!asksTheSame(question, stored)) {
      drift.push({ kind: "changed", name, stored, lostOptions: lostOptions(question, stored) });
    }
    return drift;
  });
}

/** Lets questions of a session take the words, options and limits of the stored schemas. */
export async function adoptSchemas(
  parts: LabelingParts,
  runId: RunId,
  names: readonly string[],
  options: CallOptions & { readonly evenIfOptionsGo?: boolean } = {},
): Promise<LabelingSession> {
  const { labelSchemas, sessions } = parts.tracking;
  return withSession(
    parts,
    runId,
    async (session) => {
      checkAsked(session, names);
      const schemas = await labelSchemas.listLabelSchemas(session.experimentId, options);
      const questions = session.labelSchemas.map((question) =>
        names.includes(question.name)
          ? adopt(question, originOf(question, schemas), options.evenIfOptionsGo ?? false)
          : question,
      );
      return sessions.updateSession(runId, { labelSchemas: questions }, options);
    },
    options,
  );
}

/** The stored schema that a question was taken from. One that was deleted and made again under its name counts as the same. */
function originOf(
  { schemaId, name }: SessionQuestion,
  schemas: readonly StoredLabelSchema[],
): StoredLabelSchema | undefined {
  return (
    schemas.find((schema) => schema.schemaId === schemaId) ??
    schemas.find((schema) => schema.name === name)
  );
}

function asksTheSame(question: SessionQuestion, stored: StoredLabelSchema): boolean {
  return textOf(question) === textOf(stored);
}

/** Everything but the name. Parsing gives fields one order, so that equal schemas give equal texts. */
function textOf(schema: LabelSchema): string {
  return JSON.stringify({ ...LabelSchema.parse(schema), name: "" });
}

function lostOptions(question: SessionQuestion, stored: StoredLabelSchema): readonly string[] {
  const kept = optionsOf(stored.input);
  return optionsOf(question.input).filter((option) => !kept.includes(option));
}

function checkAsked({ name, labelSchemas }: LabelingSession, names: readonly string[]): void {
  const unknown = names.find((asked) => !labelSchemas.some((question) => question.name === asked));
  if (unknown === undefined) return;
  throw new LabelingError("NOT_FOUND", `The session "${name}" does not ask "${unknown}".`);
}

function adopt(
  question: SessionQuestion,
  stored: StoredLabelSchema | undefined,
  evenIfOptionsGo: boolean,
): SessionQuestion {
  const { name } = question;
  if (stored === undefined) {
    throw new LabelingError(
      "CONFLICT",
      `The label schema of "${name}" is deleted: the session keeps asking what it kept.`,
    );
  }
  if (!isSameKind(question, stored)) {
    throw new LabelingError(
      "CONFLICT",
      `The label schema "${stored.name}" is ${kindOf(stored)} now, "${name}" is ${kindOf(question)}: answers to the one are none to the other.`,
    );
  }
  const lost = evenIfOptionsGo ? [] : lostOptions(question, stored);
  if (lost.length > 0) {
    const options = lost.map((option) => `"${option}"`).join(", ");
    throw new LabelingError(
      "CONFLICT",
      `The label schema "${stored.name}" has no more the options ${options} of "${name}": answers that chose them would count no more. Say that they may go.`,
    );
  }
  return { ...LabelSchema.parse(stored), name, schemaId: stored.schemaId };
}
