import type { Json, JsonObject } from "@labeldesk/core";
import { parseExactJson } from "@labeldesk/core";

/** Whether a value is a JSON object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is a JSON list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The value as an object, or an empty one. */
export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The value as a list, or an empty one. */
export function listOf(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

/** The first of these names whose value is a text; the empty text counts. */
export function firstText(object: JsonObject, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = object[name];
    if (typeof value === "string") return value;
  }
  return undefined;
}

/** The first of these names whose value is neither absent nor `null`: libraries write one name in two spellings. */
export function firstValue(object: JsonObject, ...names: readonly string[]): Json | undefined {
  for (const name of names) {
    const value = object[name];
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/** Nothing to show: absent, `null`. An empty text, list or object is something. */
export function isNothing(value: Json | undefined): value is null | undefined {
  return value === undefined || value === null;
}

/** Nothing of interest beside something else: also an empty text, list or object. */
export function isBlank(value: Json | undefined): boolean {
  if (isNothing(value) || value === "") return true;
  if (isList(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

/** A list or object that was recorded as its JSON text, decoded; everything else as it is. */
export function decoded(value: Json): Json {
  if (typeof value !== "string") return value;
  return parseStructured(value) ?? value;
}

/** The list or object that a text spells out in JSON; `undefined` for any other text. */
export function parseStructured(text: string): Json | undefined {
  const trimmed = text.trim();
  const first = trimmed[0];
  const last = trimmed.at(-1);
  if (!((first === "{" && last === "}") || (first === "[" && last === "]"))) return undefined;
  try {
    return parseExactJson(trimmed);
  } catch {
    return undefined;
  }
}
