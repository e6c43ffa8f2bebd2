import type { Json } from "@labeldesk/core";
import { isList, isObject } from "./shape.js";
import { withoutInlineBytes } from "./inline-bytes.js";

/** Deeper than any app writes on purpose; keeps the call stack safe. */
const maxDepth = 1_000;

/** JSON for reading: one line with spaces, as in `{"city": "Oslo"}`. Inline bytes are replaced by their size. */
export function compactJson(value: Json): string {
  return write(value, "", false, 0);
}

/** JSON for reading: indented by two spaces. Inline bytes are replaced by their size. */
export function prettyJson(value: Json): string {
  return write(value, "", true, 0);
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

function write(value: Json, margin: string, pretty: boolean, depth: number): string {
  if (typeof value === "string") return JSON.stringify(withoutInlineBytes(value));
  if (!isList(value) && !isObject(value)) return scalarText(value);
  if (depth > maxDepth) return '"(nested deeper than 1,000 levels)"';
  const inner = `${margin}  `;
  const items = isList(value)
    ? value.map((item) => write(item, inner, pretty, depth + 1))
    : Object.entries(value).map(
        ([name, item]) => `${JSON.stringify(name)}: ${write(item, inner, pretty, depth + 1)}`,
      );
  const [open, close] = isList(value) ? ["[", "]"] : ["{", "}"];
  if (items.length === 0) return open + close;
  if (!pretty) return open + items.join(", ") + close;
  return `${open}\n${inner}${items.join(`,\n${inner}`)}\n${margin}${close}`;
}
