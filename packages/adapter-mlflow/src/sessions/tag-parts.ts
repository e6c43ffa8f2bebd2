import { LabelingError } from "@labeldesk/core";

/** MLflow cuts a run tag's value to this many characters, without a word. */
const MAX_TAG_VALUE = 8000;

/** `runs/log-batch` takes 100 tags and one megabyte. */
const MAX_PARTS = 90;

/** A tag of a run. */
export interface RunTag {
  readonly key: string;
  readonly value: string;
}

/**
 * A JSON text as tags: `key` counts the parts, `key.0`, `key.1`, … hold them. Parts left over from a longer text do no harm.
 *
 * @throws {LabelingError} INVALID_ARGUMENT when it is too long even for that
 */
export function toTagParts(key: string, json: string): readonly RunTag[] {
  const ascii = toAscii(json);
  const tags = asciiTagParts(key, ascii);
  if (tags !== undefined) return tags;
  throw new LabelingError(
    "INVALID_ARGUMENT",
    `The session is too large for MLflow: its questions and people need ${ascii.length} characters, ${MAX_PARTS * MAX_TAG_VALUE} is the most. Shorten its questions.`,
  );
}

/** The same for a text of printable ASCII; `undefined` when it is too long. */
export function asciiTagParts(key: string, ascii: string): readonly RunTag[] | undefined {
  const count = Math.ceil(ascii.length / MAX_TAG_VALUE);
  if (count > MAX_PARTS) return undefined;
  const parts = Array.from({ length: count }, (_, index) => ({
    key: `${key}.${index}`,
    value: ascii.slice(index * MAX_TAG_VALUE, (index + 1) * MAX_TAG_VALUE),
  }));
  return [{ key, value: String(count) }, ...parts];
}

/** The text that {@link toTagParts} spread; `undefined` when it is not there, or not whole. */
export function fromTagParts(tags: ReadonlyMap<string, string>, key: string): string | undefined {
  const count = tags.get(key);
  if (count === undefined || !/^\d{1,3}$/.test(count)) return undefined;
  const parts = Array.from({ length: Number(count) }, (_, index) => tags.get(`${key}.${index}`));
  return parts.some((part) => part === undefined) ? undefined : parts.join("");
}

/** Within JSON, any character may be written as an escape: then databases count as we do, and no pair is torn. */
function toAscii(json: string): string {
  return json.replaceAll(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
