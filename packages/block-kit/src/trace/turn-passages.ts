import type { Part, Role, TraceError, Turn } from "@labeldesk/trace-view";
import { oneLine } from "../text/cut-text.js";
import { mediaPassage } from "./media-passage.js";
import type { Passage } from "./passage.js";

const ROLES: Readonly<Record<Role, string>> = {
  user: "User",
  assistant: "Assistant",
  system: "System",
  tool: "Tool result",
  input: "Input",
  output: "Output",
};
/** Names longer than this are cut in headings and shown whole below them. */
const HEADING_NAME_CHARS = 60;

/** `User`, or `User · Ana`. */
export function turnHeading({ role, name }: Turn): string {
  const short = name === undefined ? "" : oneLine(name, HEADING_NAME_CHARS);
  return short === "" ? ROLES[role] : `${ROLES[role]} · ${short}`;
}

/** What was said in a turn. */
export function turnPassages({ name, parts }: Turn): readonly Passage[] {
  const passages = parts.flatMap(partPassages);
  const shown = passages.length > 0 ? passages : [note("Nothing was recorded here.")];
  return [...longName(name), ...shown];
}

/** The whole of a name that a heading cuts. */
export function longName(name: string | undefined): readonly Passage[] {
  return name !== undefined && name.length > HEADING_NAME_CHARS ? [plain(name)] : [];
}

/** A name as it stands in a heading. */
export function shortName(name: string): string {
  return oneLine(name, HEADING_NAME_CHARS) || "unnamed";
}

/** What was recorded in one piece of content. */
export function partPassages(part: Part): readonly Passage[] {
  switch (part.kind) {
    case "text":
      return labelled(part.label, nonEmpty(part.text, part.markdown ? "markdown" : "plain"));
    case "fields":
      return part.fields.length === 0 ? [] : [{ kind: "fields", fields: part.fields }];
    case "code":
      return part.text === "" ? [] : [preformattedPassage(part.text, part.language)];
    case "json":
      return labelled(part.label, part.text === "" ? [] : [preformattedPassage(part.text, "json")]);
    case "media":
      return [mediaPassage(part.media)];
    case "refusal":
      return [plain(`The model declined to answer: ${part.text}`)];
    case "toolCall":
      return [plain(`Called ${part.name}`), ...dataPassages(part.argumentsText)];
  }
}

/** Recorded data, such as the arguments of a tool: JSON where it is, else plain text. */
export function dataPassages(value: string | undefined): readonly Passage[] {
  if (value === undefined || value.trim() === "") return [];
  return [isJson(value) ? preformattedPassage(value, "json") : plain(value)];
}

/** `TimeoutError: the server did not answer`, and in the following lines what led to it. */
export function errorWords(error: TraceError): string {
  const lines: string[] = [];
  for (let at: TraceError | undefined = error; at !== undefined; at = at.cause) {
    const words =
      at.type === undefined || at.type === "" ? at.message : `${at.type}: ${at.message}`;
    lines.push(lines.length === 0 ? words : `Caused by ${words}`);
  }
  return lines.join("\n");
}

/** Our own words. */
export function note(words: string): Passage {
  return { kind: "note", text: words };
}

/** A plain passage. */
export function plain(value: string): Passage {
  return { kind: "plain", text: value };
}

function labelled(label: string | undefined, passages: readonly Passage[]): readonly Passage[] {
  const named = label !== undefined && label !== "" && passages.length > 0;
  return named ? [{ kind: "label", text: label }, ...passages] : passages;
}

function nonEmpty(value: string, kind: "markdown" | "plain"): readonly Passage[] {
  return value.trim() === "" ? [] : [{ kind, text: value }];
}

function preformattedPassage(value: string, language: string | undefined): Passage {
  return { kind: "preformatted", text: value, ...(language !== undefined && { language }) };
}

// Only says how to show it, so that the first and last character are evidence enough.
function isJson(value: string): boolean {
  return /^\s*(?:\{[^]*\}|\[[^]*\])\s*$/.test(value);
}
