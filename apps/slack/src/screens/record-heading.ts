import { parseExactJson, type ExactJson, type Json } from "@labeldesk/core";
import { ellipsis, oneLine } from "@labeldesk/block-kit";
import type { RichTextText } from "@slack/types";

/** Characters of the inputs shown. */
const INPUT_CHARS = 200;

/** What a dataset record is about: the words of the person who asked, or the inputs as they were recorded. */
export function recordHeading(inputs: ExactJson): RichTextText[] {
  const asked = findAsked(parseExactJson(inputs.text));
  if (asked === undefined) {
    return [{ type: "text", text: ellipsis(inputs.text, INPUT_CHARS), style: { code: true } }];
  }
  const others = oneLine(asked.others.join(", "), INPUT_CHARS);
  return [
    { type: "text", text: oneLine(asked.words, INPUT_CHARS), style: { bold: true } },
    ...(others === "" ? [] : [{ type: "text" as const, text: ` with ${others}` }]),
  ];
}

/** `words` of the last user message or of the only text, and the names of what else went in. */
function findAsked(inputs: Json) {
  if (!isObject(inputs)) return undefined;
  const { messages, ...rest } = inputs;
  const words = Array.isArray(messages) ? lastUserWords(messages) : undefined;
  if (words !== undefined) return { words, others: Object.keys(rest) };
  const [only, ...more] = Object.values(inputs);
  return typeof only === "string" && only.trim() !== "" && more.length === 0
    ? { words: only, others: [] }
    : undefined;
}

function lastUserWords(messages: readonly Json[]): string | undefined {
  const last = messages.findLast((message) => isObject(message));
  const { role, content } = last ?? {};
  return role === "user" && typeof content === "string" && content.trim() !== ""
    ? content
    : undefined;
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
