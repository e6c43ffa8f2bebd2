import type { Answer, LabelSchema } from "@labeldesk/core";
import { oneLine } from "../text/cut-text.js";
import { counted } from "../text/words.js";
import { formatNumber } from "./typed-values.js";

/** `line`: short, on one line, long texts cut with an ellipsis; `whole`: every word of it. Both are plain text. */
export type AnswerDetail = "line" | "whole";

const MAX_CHARS = 80;

/** An answer in words, with its comment: `Correct · "ETA missing, otherwise fine"`. */
export function describeAnswer(
  schema: LabelSchema,
  answer: Answer,
  detail: AnswerDetail = "line",
): string {
  const value = describeValue(schema, answer, detail);
  if (answer.comment === undefined) return value;
  return `${value} · ${quoted(answer.comment, detail)}`;
}

function describeValue(schema: LabelSchema, { value }: Answer, detail: AnswerDetail): string {
  const { input } = schema;
  if (typeof value === "boolean") {
    if (input.kind !== "passFail") return String(value);
    return shortened(value ? input.positiveLabel : input.negativeLabel, detail);
  }
  if (typeof value === "number")
    return detail === "whole"
      ? formatNumber(value)
      : `${labelled(schema.title)} ${formatNumber(value)}`;
  if (typeof value === "string")
    return input.kind === "text" ? quoted(value, detail) : shortened(value, detail);
  if (input.kind === "categoricalList") return shortened(value.join(", "), detail);
  return detail === "whole"
    ? value.map((entry) => `- ${entry}`).join("\n")
    : countedEntries(schema.name, value.length);
}

/** `2 facts` for a question named `expected_facts`; `2 entries` where the name does not end in a simple plural. */
function countedEntries(name: string, count: number): string {
  const word = /[a-z]+$/.exec(name.toLowerCase())?.[0] ?? "";
  const isPlural = /[a-z]{2}[^suix]s$/.test(word) && !/(?:[sxi]|ch|sh)es$/.test(word);
  return isPlural ? counted(count, word.slice(0, -1), word) : counted(count, "entry", "entries");
}

function quoted(text: string, detail: AnswerDetail): string {
  return detail === "whole" ? text : `"${oneLine(text, MAX_CHARS)}"`;
}

function shortened(text: string, detail: AnswerDetail): string {
  return detail === "whole" ? text : oneLine(text, MAX_CHARS);
}

/** A question mark or a colon stands already where one would be put. */
function labelled(title: string): string {
  const short = oneLine(title, 40);
  return /[?:]$/.test(short) ? short : `${short}:`;
}
