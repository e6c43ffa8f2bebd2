import { textRun, type Inline, type TextStyle } from "./inline.js";
import { withEmoji } from "./emoji.js";
import { findSafeUrl } from "./safe-url.js";

/** A block-level piece of mrkdwn. */
export type MrkdwnPart =
  | { readonly kind: "paragraph"; readonly content: readonly Inline[] }
  | { readonly kind: "quote"; readonly content: readonly Inline[] }
  | { readonly kind: "preformatted"; readonly text: string };

const FENCE = /```\n?([\s\S]*?)\n?```/g;
const QUOTED_LINE = /^(?:>|&gt;) ?/;

/**
 * Reads Slack's mrkdwn. What it does not understand stays literal text.
 * Source of the syntax: docs.slack.dev, messaging/formatting-message-text.
 */
export function parseMrkdwn(source: string): readonly MrkdwnPart[] {
  const parts: MrkdwnPart[] = [];
  let end = 0;
  for (const fence of source.matchAll(FENCE)) {
    parts.push(...parseLines(source.slice(end, fence.index).replace(/\n$/, "")));
    parts.push({ kind: "preformatted", text: unescapeMrkdwn(fence[1] ?? "") });
    end = fence.index + fence[0].length;
  }
  parts.push(...parseLines(end === 0 ? source : source.slice(end).replace(/^\n/, "")));
  return parts;
}

/** Turns Slack's three escapes back into characters. */
export function unescapeMrkdwn(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

function parseLines(source: string): readonly MrkdwnPart[] {
  if (source === "") return [];
  const groups: { quoted: boolean; lines: string[] }[] = [];
  for (const line of source.split("\n")) {
    const quoted = QUOTED_LINE.test(line);
    const text = quoted ? line.replace(QUOTED_LINE, "") : line;
    const last = groups.at(-1);
    if (last?.quoted === quoted) last.lines.push(text);
    else groups.push({ quoted, lines: [text] });
  }
  return groups.map(({ quoted, lines }) => ({
    kind: quoted ? "quote" : "paragraph",
    content: parseInline(lines.join("\n"), {}),
  }));
}

/** Group 1: the inside of `<…>`; 2: of backticks; 3 and 4: a mark and what it wraps; 5: a bare address. */
const TOKEN =
  /<([^<>\n]+)>|`([^`\n]+)`|(?<![\p{L}\p{N}])([*_~])(?!\s)((?:<[^<>\n]+>|`[^`\n]+`|(?!\3)[^\n])+?)(?<!\s)\3(?![\p{L}\p{N}])|(https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)*_~])/gu;

function parseInline(source: string, style: TextStyle): readonly Inline[] {
  const found: Inline[] = [];
  const addText = (text: string) => {
    if (text !== "") found.push(textRun(withEmoji(unescapeMrkdwn(text)), style));
  };
  let end = 0;
  for (const token of source.matchAll(TOKEN)) {
    addText(source.slice(end, token.index));
    found.push(...readToken(token, style));
    end = token.index + token[0].length;
  }
  addText(source.slice(end));
  return found;
}

function readToken(token: RegExpExecArray, style: TextStyle): readonly Inline[] {
  const [whole, angle, code, mark, wrapped, bare] = token;
  if (angle !== undefined) return [readAngle(angle, whole, style)];
  if (code !== undefined) return [textRun(unescapeMrkdwn(code), { ...style, code: true })];
  if (mark !== undefined && wrapped !== undefined) {
    return parseInline(wrapped, { ...style, ...markStyle(mark) });
  }
  return [readLink(bare ?? whole, undefined, whole, style)];
}

function markStyle(mark: string): TextStyle {
  if (mark === "*") return { bold: true };
  return mark === "_" ? { italic: true } : { strike: true };
}

function readAngle(inside: string, whole: string, style: TextStyle): Inline {
  const bar = inside.indexOf("|");
  const head = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : unescapeMrkdwn(inside.slice(bar + 1));
  if (head.startsWith("@")) return { kind: "user", userId: head.slice(1), style };
  if (head.startsWith("#")) return { kind: "mention", text: `#${label ?? head.slice(1)}`, style };
  if (head.startsWith("!date^")) return readDate(head, label, style);
  if (head.startsWith("!subteam^")) return { kind: "mention", text: label ?? head.slice(9), style };
  if (head.startsWith("!")) return { kind: "mention", text: `@${head.slice(1)}`, style };
  return readLink(head, label, whole, style);
}

function readDate(head: string, label: string | undefined, style: TextStyle): Inline {
  const [, seconds = "", format = "", address] = head.split("^");
  const fallback = label ?? format;
  if (!/^\d+$/.test(seconds)) return textRun(fallback, style);
  const url = findSafeUrl(address === undefined ? undefined : unescapeMrkdwn(address));
  const date = { kind: "date", atSeconds: Number(seconds), format, fallback, style } as const;
  return url === undefined ? date : { ...date, url };
}

function readLink(
  head: string,
  label: string | undefined,
  whole: string,
  style: TextStyle,
): Inline {
  const address = unescapeMrkdwn(head);
  const url = findSafeUrl(address);
  if (url === undefined) return textRun(label ?? unescapeMrkdwn(whole), style);
  const shown = label ?? address.replace(/^mailto:/, "");
  return { kind: "link", url, label: [textRun(withEmoji(shown), style)], style };
}
