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
 *
 * @throws {LabelingError} INVALID_ARGUMENT when it is not JSON
 */
export declare function exactJson(text: string): ExactJson;

/** The value of an {@link ExactJson} text: integers beyond 2^53 as `bigint`. @throws {LabelingError} INVALID_ARGUMENT */
export declare function parseExactJson(text: string): Json;

/** Writes a value as JSON text that `parseExactJson` reads back as the same value. */
export declare function stringifyJson(value: Json, indent?: number): string;
