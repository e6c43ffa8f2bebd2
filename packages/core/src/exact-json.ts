import { compareCodePoints } from "./exact/code-point-order.js";
import { pythonFloat } from "./exact/python-float.js";
import { readJson, type JsonBuilder } from "./exact/read-json.js";
import { writeJson } from "./exact/write-json.js";
import type { Json } from "./json.js";

/**
 * A JSON document that keeps what JavaScript would lose: `text` is the raw text as recorded, `key` is equal for two
 * documents exactly when MLflow sees the same dataset inputs in them (`json.dumps(sort_keys=True)` of Python:
 * `1`, `1.0` and `true` differ, the order of names does not count, integers may be of any size).
 */
export interface ExactJson {
  readonly text: string;
  readonly key: string;
}

/**
 * Reads a JSON text (Python's dialect: `NaN`, `Infinity` and `-Infinity` are allowed) without losing anything.
 * Nesting may be of any depth; of a name that occurs twice in one object the last value counts, as in Python.
 *
 * @throws {LabelingError} INVALID_ARGUMENT when it is not JSON; the message gives the position, never content
 */
export function exactJson(text: string): ExactJson {
  return { text, key: readJson(text, pythonKey) };
}

/**
 * The value of an {@link ExactJson} text: integers beyond 2^53 as `bigint`. Names such as `__proto__` are ordinary.
 *
 * @throws {LabelingError} INVALID_ARGUMENT
 */
export function parseExactJson(text: string): Json {
  return readJson(text, jsonValue);
}

/**
 * Writes a value as JSON text that `parseExactJson` reads back as the same value. `indent` is in spaces; default: one line.
 *
 * @throws {LabelingError} INVALID_ARGUMENT for what is no JSON value, such as `undefined`
 */
export function stringifyJson(value: Json, indent = 0): string {
  return writeJson(value, { number: exactNumber, indent });
}

/** Builds what Python's `json.dumps(json.loads(text), sort_keys=True)` gives. */
const pythonKey: JsonBuilder<string> = {
  integer: (digits) => (digits === "-0" ? "0" : digits),
  float: pythonFloat,
  text: asciiString,
  literal: String,
  array: (items) => `[${items.join(", ")}]`,
  object: (entries) => {
    const sorted = [...entries].toSorted(([a], [b]) => compareCodePoints(a, b));
    return `{${sorted.map(([name, value]) => `${asciiString(name)}: ${value}`).join(", ")}}`;
  },
};

const jsonValue: JsonBuilder<Json> = {
  integer: (digits) => {
    // `+ 0` because Python's integer -0 is 0.
    const value = Number(digits) + 0;
    return Number.isSafeInteger(value) ? value : BigInt(digits);
  },
  float: (value) => value,
  text: (value) => value,
  literal: (value) => value,
  array: (items) => items,
  // Defines own properties, so that `__proto__` is a name like any other.
  object: (entries) => Object.fromEntries(entries),
};

function asciiString(text: string): string {
  const quoted = JSON.stringify(text);
  // Most texts are ASCII, and looking is far faster than replacing nothing.
  if (!/[^ -~]/.test(quoted)) return quoted;
  return quoted.replaceAll(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Only safe integers are written as integers: others would be read back as `bigint`. */
function exactNumber(value: number | bigint): string {
  const isInteger =
    typeof value === "bigint" || (Number.isSafeInteger(value) && !Object.is(value, -0));
  return isInteger ? String(value) : pythonFloat(value);
}
