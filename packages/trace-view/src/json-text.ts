import type { Json } from "@labeldesk/core";
import { isList, isObject } from "./shape.js";
import { withoutInlineBytes } from "./inline-bytes.js";

/** Deeper than any app writes on purpose; keeps the call stack safe. */
const maxDepth = 1_000;
/** Where lines begin no further to the right: a margin at every one of a million deep lines would be most of the text. */
const maxMargins = 20;
const lineBreaks = Array.from({ length: maxMargins + 1 }, (_, depth) => `\n${"  ".repeat(depth)}`);

/** JSON for reading: one line with spaces, as in `{"city": "Oslo"}`. Inline bytes are replaced by their size. */
export function compactJson(value: Json): string {
  return write([], value, 0, false).join("");
}

/** JSON for reading: indented by two spaces. Inline bytes are replaced by their size. */
export function prettyJson(value: Json): string {
  return write([], value, 0, true).join("");
}

/** A scalar as one reads it: texts without quotes. */
export function scalarText(value: null | boolean | number | bigint | string): string {
  return typeof value === "number" && Object.is(value, -0) ? "-0" : String(value);
}

/** Every text, number and truth value within, as one reads it; names are left out, and so is `null`. */
export function leafTexts(value: Json): string[] {
  const texts: string[] = [];
  const rest: Json[] = [value];
  while (rest.length > 0) {
    const next = rest.pop();
    if (next === undefined || next === null) continue;
    if (isList(next)) for (const item of next) rest.push(item);
    else if (isObject(next)) for (const item of Object.values(next)) rest.push(item);
    else texts.push(scalarText(next));
  }
  return texts;
}

/** Writes into one list of pieces: joining at every level would copy a deep value once a level. */
function write(pieces: string[], value: Json, depth: number, pretty: boolean): string[] {
  if (typeof value === "string") pieces.push(JSON.stringify(withoutInlineBytes(value)));
  else if (!isList(value) && !isObject(value)) pieces.push(scalarText(value));
  else if (depth > maxDepth) pieces.push('"(nested deeper than 1,000 levels)"');
  else if (isList(value)) writeItems(pieces, value.entries(), "[]", depth, pretty);
  else writeItems(pieces, Object.entries(value), "{}", depth, pretty);
  return pieces;
}

function writeItems(
  pieces: string[],
  entries: Iterable<readonly [name: string | number, value: Json]>,
  brackets: "[]" | "{}",
  depth: number,
  pretty: boolean,
): void {
  const separator = pretty ? `,${lineBreak(depth + 1)}` : ", ";
  let isEmpty = true;
  pieces.push(brackets.charAt(0));
  for (const [name, value] of entries) {
    if (!isEmpty) pieces.push(separator);
    else if (pretty) pieces.push(lineBreak(depth + 1));
    isEmpty = false;
    if (typeof name === "string") pieces.push(`${JSON.stringify(name)}: `);
    write(pieces, value, depth + 1, pretty);
  }
  if (pretty && !isEmpty) pieces.push(lineBreak(depth));
  pieces.push(brackets.charAt(1));
}

function lineBreak(depth: number): string {
  return lineBreaks[Math.min(depth, maxMargins)] ?? "\n";
}
