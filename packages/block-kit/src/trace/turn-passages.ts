import type { Media, Part, Role, TraceError, Turn } from "@labeldesk/trace-view";
import { oneLine } from "../text/cut-text.js";
import { counted } from "../text/words.js";
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
      return nonEmpty(part.text, part.markdown ? "markdown" : "plain");
    case "fields":
      return part.fields.length === 0 ? [] : [{ kind: "fields", fields: part.fields }];
    case "code":
      return part.text === "" ? [] : [preformattedPassage(part.text, part.language)];
    case "json":
      return part.text === "" ? [] : [preformattedPassage(part.text, "json")];
    case "media":
      return [plain(mediaWords(part.media))];
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

/** `TimeoutError: the server did not answer` */
export function errorWords({ type, message }: TraceError): string {
  return type === undefined || type === "" ? message : `${type}: ${message}`;
}

/** Our own words. */
export function note(words: string): Passage {
  return { kind: "note", text: words };
}

/** A plain passage. */
export function plain(value: string): Passage {
  return { kind: "plain", text: value };
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

/** Media in words: Slack would fetch an image block's address, and refuse the message when it cannot. */
function mediaWords({ type, reference, mimeType, name }: Media): string {
  const inline = /^data:([^;,]*)[^,]*?(;base64)?,/.exec(reference?.slice(0, 200) ?? "");
  const size =
    inline && reference
      ? inlineBytes(reference.length - inline[0].length, inline[2] !== undefined)
      : undefined;
  const kind = mimeType ?? (inline?.[1] || undefined);
  const details = [kind, size, inline ? undefined : reference].filter(
    (detail) => detail !== undefined && detail !== "",
  );
  const title = name === undefined || name === "" ? type : `${type} “${name}”`;
  return details.length > 0 ? `${title} (${details.join(", ")})` : title;
}

function inlineBytes(chars: number, base64: boolean): string {
  return counted(base64 ? Math.floor((chars * 3) / 4) : chars, "byte");
}
