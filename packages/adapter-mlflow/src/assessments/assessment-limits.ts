import { LabelingError } from "@labeldesk/core";
import type { Json } from "@labeldesk/core";

// Columns of MLflow's database: SQLite stores more, PostgreSQL refuses it with an error of its own.
const MAX_NAME = 250;
const MAX_SOURCE_ID = 250;

/**
 * Checks what MLflow's databases would refuse, or keep wrongly.
 *
 * @throws {LabelingError} INVALID_ARGUMENT naming the field and the rule
 */
export function checkAssessment(fields: {
  readonly name?: string;
  readonly sourceId?: string;
  readonly value: Json;
  readonly rationale?: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
}): void {
  checkLength("name", fields.name ?? "-", MAX_NAME);
  checkLength("source", fields.sourceId ?? "-", MAX_SOURCE_ID);
  const { name, sourceId, value, rationale, metadata } = fields;
  const texts = [name, sourceId, rationale, ...Object.entries(metadata).flat(), ...textsOf(value)];
  if (texts.some((text) => text?.includes("\u0000"))) {
    throw refused("a NUL character, which MLflow's databases do not keep. Remove it");
  }
  if (!isFinite(value)) throw refused("a number that is not finite. Give a number");
}

function checkLength(field: string, text: string, max: number): void {
  if (text === "") throw refused(`no ${field}. Give one`);
  if ([...text].length > max) {
    throw refused(`a ${field} of more than ${max} characters. Shorten it`);
  }
}

function refused(why: string): LabelingError {
  return new LabelingError("INVALID_ARGUMENT", `The assessment has ${why}.`);
}

function textsOf(value: Json): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]: [string, Json]) => [name, ...textsOf(part)]);
}

function isFinite(value: Json): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(isFinite);
}
