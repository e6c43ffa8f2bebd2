import type { Json, JsonObject } from "@labeldesk/core";
import { documentsName } from "./documents.js";
import { withoutInlineBytes } from "./inline-bytes.js";
import { prettyJson, scalarText } from "./json-text.js";
import { mediaFromText, mediaPart } from "./media.js";
import { isBlank, isList, isObject, parseStructured } from "./shape.js";
import type { Field, Part, Role } from "./trace-view.js";

/** A value longer than this does not fit a line. */
const maxFieldChars = 120;
/** More than this is no short object. */
const maxFields = 16;
const maxFieldDepth = 3;
const maxTexts = 20;
const maxWrappers = 8;

/** Names under which functions take the text they are asked, from the most telling to the least. */
const questionNames = [
  "question",
  "query",
  "user_question",
  "user_query",
  "user_message",
  "user_input",
  "user_prompt",
  "query_str",
  "query_text",
  "prompt",
  "message",
  "input",
  "input_text",
  "text",
  "content",
  "request",
  "instruction",
  "task",
] as const;
/** Names under which functions return the text they answer. */
const answerNames = [
  "answer",
  "final_answer",
  "final_output",
  "response",
  "reply",
  "output",
  "output_text",
  "generated_text",
  "completion",
  "generation",
  "result",
  "text",
  "content",
  "message",
  "raw",
  "summary",
] as const;

/** What a value that is no conversation says. */
export interface Plain {
  readonly parts: readonly Part[];
  /** Structured values beside an answer's text, which are not the answer. */
  readonly details?: JsonObject;
  /** Whether a person's words were found: a bare text, or one under a name such as `question`. */
  readonly spoken: boolean;
}

/** Reads any value: the text that matters first, what stands beside it after that. */
export function readPlain(value: Json, role: Role): Plain {
  const { inner, name } = unwrapped(value, role);
  if (!isObject(inner)) {
    const spoken = typeof inner === "string" && (name === undefined || isTelling(name, role));
    return { parts: valueParts(inner, role), spoken };
  }
  const primary = primaryName(inner, role);
  if (primary === undefined) return { parts: objectParts(inner, role), spoken: false };
  const { [primary]: text = null, ...rest } = inner;
  const { beside, details } = isAnswer(role)
    ? setAside(rest)
    : { beside: withoutNulls(rest), details: {} };
  return {
    parts: [...valueParts(text, role), ...besideParts(beside, role)],
    ...(Object.keys(details).length === 0 ? {} : { details }),
    spoken: isTelling(primary, role),
  };
}

/** The parts of any value, nothing set aside. */
export function plainParts(value: Json, role: Role): readonly Part[] {
  const { parts, details } = readPlain(value, role);
  return details === undefined ? parts : [...parts, ...objectParts(details, role)];
}

/** The one text that a value asks, if there is one. */
export function primaryText(value: Json): string | undefined {
  const { inner } = unwrapped(value, "input");
  if (typeof inner === "string") return inner;
  if (!isObject(inner)) return undefined;
  const name = primaryName(inner, "input");
  const text = name === undefined ? undefined : inner[name];
  return typeof text === "string" ? text : undefined;
}

function isAnswer(role: Role): boolean {
  return role === "output" || role === "assistant";
}

/** The value within objects and lists that hold nothing else, and the last name that led there. */
function unwrapped(value: Json, role: Role): { readonly inner: Json; readonly name?: string } {
  let inner = value;
  let name: string | undefined;
  for (let depth = 0; depth < maxWrappers; depth += 1) {
    const items = isList(inner) ? inner : isObject(inner) ? Object.values(inner) : [];
    const [only] = items;
    if (items.length !== 1 || only === undefined) break;
    const next: string | undefined = isObject(inner) ? Object.keys(inner)[0] : name;
    if (isObject(inner) && !mayLoseName(next ?? "", only, role)) break;
    inner = only;
    name = next;
  }
  return { inner, ...(name === undefined ? {} : { name }) };
}

/** A lone number or an empty value says little without its name; so does a text that a function returns. */
function mayLoseName(name: string, only: Json, role: Role): boolean {
  if (typeof only === "string") return isTelling(name, role) || (only !== "" && !isAnswer(role));
  return !isBlank(only) && (isObject(only) || isList(only));
}

/** The name whose text stands for the whole: a telling one, or the only one that holds anything. */
function primaryName(object: JsonObject, role: Role): string | undefined {
  const names: readonly string[] = isAnswer(role) ? answerNames : questionNames;
  const present = names.filter((name) => typeof object[name] === "string");
  const telling = present.find((name) => object[name] !== "") ?? present[0];
  if (telling !== undefined) return telling;
  const filled = Object.keys(object).filter((name) => object[name] !== null);
  const [only] = filled;
  if (filled.length !== 1 || only === undefined) return undefined;
  const text = object[only];
  return typeof text === "string" && mayLoseName(only, text, role) ? only : undefined;
}

/** Whether a name says that its text was asked or answered. */
function isTelling(name: string, role: Role): boolean {
  const names: readonly string[] = isAnswer(role) ? answerNames : questionNames;
  return names.includes(name) || (!isAnswer(role) && /query|question|prompt|message/i.test(name));
}

/** Beside an answer's text stay the plain values; structures, and what Python holds private, are set aside. */
function setAside(rest: JsonObject): { readonly beside: JsonObject; readonly details: JsonObject } {
  const beside: Record<string, Json> = {};
  const details: Record<string, Json> = {};
  // Documents have a step of their own.
  const documents = documentsName(rest);
  for (const [name, value] of Object.entries(rest)) {
    if (value === null || name === documents) continue;
    const isDetail =
      name.startsWith("_") || isObject(value) || (isList(value) && lineOf(value) === undefined);
    (isDetail ? details : beside)[name] = value;
  }
  return { beside, details };
}

function besideParts(beside: JsonObject, role: Role): Part[] {
  return Object.keys(beside).length === 0 ? [] : objectParts(beside, role);
}

function withoutNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

function valueParts(value: Json, role: Role): Part[] {
  if (typeof value === "string") return [stringPart(value, role)];
  if (isObject(value)) return objectParts(value, role);
  if (!isList(value)) return [{ kind: "text", text: scalarText(value), markdown: false }];
  const areTexts =
    value.length > 0 && value.length <= maxTexts && value.every((item) => typeof item === "string");
  return areTexts ? value.map((item) => stringPart(item, role)) : [jsonPart(value)];
}

function stringPart(text: string, role: Role, label?: string): Part {
  const named = label === undefined ? {} : { label };
  const media = mediaFromText(text, label === undefined ? {} : { name: label });
  if (media) return mediaPart(media);
  const structured = parseStructured(text);
  if (structured !== undefined) return jsonPart(structured, label);
  const markdown = isAnswer(role) || role === "system";
  return { kind: "text", text: withoutInlineBytes(text), markdown, ...named };
}

function jsonPart(value: Json, label?: string): Part {
  return { kind: "json", text: prettyJson(value), ...(label === undefined ? {} : { label }) };
}

/** The parts of an object whose names matter: short values as fields, media as media, long texts and structures each under their name. */
export function objectParts(object: JsonObject, role: Role): Part[] {
  const all = Object.entries(object);
  if (all.length === 0) return [jsonPart(object)];
  const filled = all.filter(([, value]) => value !== null);
  // A record of which most is null is one of optional fields: only what was set tells something.
  const entries = filled.length > 0 && filled.length * 2 < all.length ? filled : all;
  const fields: Field[] = [];
  const others: Part[] = [];
  for (const [name, value] of entries) {
    const flat = flatFields(name, value, 0);
    if (flat !== undefined && fields.length + flat.length <= maxFields) fields.push(...flat);
    else
      others.push(
        typeof value === "string" ? stringPart(value, role, name) : jsonPart(value, name),
      );
  }
  return fields.length === 0 ? others : [{ kind: "fields", fields }, ...others];
}

/** A value as fields, nested names joined; `undefined` when it does not fit. */
function flatFields(name: string, value: Json, depth: number): Field[] | undefined {
  const line = lineOf(value);
  if (line !== undefined) return [{ name, value: line }];
  if (!isObject(value) || depth >= maxFieldDepth) return undefined;
  const fields: Field[] = [];
  for (const [inner, item] of Object.entries(value)) {
    const flat = flatFields(`${name} › ${inner}`, item, depth + 1);
    if (flat === undefined || fields.length + flat.length > maxFields) return undefined;
    fields.push(...flat);
  }
  return fields;
}

/** A value that fits a line: a short scalar, a short list of them, or an empty object. */
function lineOf(value: Json): string | undefined {
  if (typeof value === "string") {
    const fits =
      value.length <= maxFieldChars && !/[\r\n]/.test(value) && mediaFromText(value) === undefined;
    return fits && parseStructured(value) === undefined ? value : undefined;
  }
  if (isObject(value)) return Object.keys(value).length === 0 ? "{}" : undefined;
  if (!isList(value)) return scalarText(value);
  if (value.length === 0) return "[]";
  if (value.length > maxFields || value.some((item) => isList(item) || isObject(item)))
    return undefined;
  const lines = value.map(lineOf);
  const joined = lines.join(", ");
  return lines.includes(undefined) || joined.length > maxFieldChars ? undefined : joined;
}
