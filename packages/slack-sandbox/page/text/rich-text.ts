import {
  readFlag,
  readNumber,
  readString,
  readWire,
  readWires,
  typeOf,
  type Wire,
} from "../wire.js";
import { emojiText } from "./emoji.js";
import { textRun, type Inline, type TextStyle } from "./inline.js";
import { findSafeUrl } from "./safe-url.js";

/** A block-level piece of rich text. */
export type RichTextPart =
  | { readonly kind: "section"; readonly content: readonly Inline[] }
  | { readonly kind: "quote"; readonly content: readonly Inline[]; readonly bordered: boolean }
  | {
      readonly kind: "preformatted";
      readonly content: readonly Inline[];
      readonly language?: string;
    }
  | {
      readonly kind: "list";
      readonly ordered: boolean;
      /** 0 for a list that is not nested. */
      readonly indent: number;
      /** The number of the first entry of an ordered list. */
      readonly start: number;
      readonly bordered: boolean;
      readonly items: readonly (readonly Inline[])[];
    }
  | { readonly kind: "unknown"; readonly wire: Wire };

/** Reads a `rich_text` block. Text in it is never parsed: what looks like markup stays text. */
export function readRichText(block: Wire): readonly RichTextPart[] {
  return readWires(block, "elements").map(readPart);
}

function readPart(part: Wire): RichTextPart {
  const bordered = (readNumber(part, "border") ?? 0) > 0;
  switch (typeOf(part)) {
    case "rich_text_section":
      return { kind: "section", content: readInlines(part) };
    case "rich_text_quote":
      return { kind: "quote", content: readInlines(part), bordered };
    case "rich_text_preformatted": {
      const language = readString(part, "language");
      const code = { kind: "preformatted", content: readInlines(part) } as const;
      return language === undefined ? code : { ...code, language };
    }
    case "rich_text_list":
      return {
        kind: "list",
        ordered: readString(part, "style") === "ordered",
        indent: readNumber(part, "indent") ?? 0,
        start: (readNumber(part, "offset") ?? 0) + 1,
        bordered,
        items: readWires(part, "elements").map(readInlines),
      };
    default:
      return { kind: "unknown", wire: part };
  }
}

function readInlines(part: Wire): readonly Inline[] {
  return readWires(part, "elements").map(readInline);
}

function readInline(element: Wire): Inline {
  const style = readStyle(element);
  const field = (name: string) => readString(element, name) ?? "";
  switch (typeOf(element)) {
    case "text":
      return textRun(field("text"), style);
    case "link":
      return readLink(element, style);
    case "emoji":
      return textRun(emojiText(field("name"), readString(element, "unicode")), style);
    case "user":
      return { kind: "user", userId: field("user_id"), style };
    case "usergroup":
      return { kind: "mention", text: `@${field("usergroup_id")}`, style };
    case "channel":
      return { kind: "mention", text: `#${field("channel_id")}`, style };
    case "broadcast":
      return { kind: "mention", text: `@${field("range")}`, style };
    case "color":
      return textRun(field("value"), { ...style, code: true });
    case "date":
      return readDate(element, style);
    default:
      return textRun(JSON.stringify(element), { ...style, code: true });
  }
}

function readLink(element: Wire, style: TextStyle): Inline {
  const address = readString(element, "url");
  const label = readString(element, "text") ?? address ?? "";
  const url = findSafeUrl(address);
  if (url === undefined) return textRun(label, style);
  return { kind: "link", url, label: [textRun(label, style)], style };
}

function readDate(element: Wire, style: TextStyle): Inline {
  const format = readString(element, "format") ?? "{date}";
  const atSeconds = readNumber(element, "timestamp");
  const fallback = readString(element, "fallback") ?? format;
  if (atSeconds === undefined) return textRun(fallback, style);
  const url = findSafeUrl(readString(element, "url"));
  const date = { kind: "date", atSeconds, format, fallback, style } as const;
  return url === undefined ? date : { ...date, url };
}

function readStyle(element: Wire): TextStyle {
  const style = readWire(element, "style");
  if (style === undefined) return {};
  const flags = ["bold", "italic", "strike", "code"] as const;
  return Object.fromEntries(flags.filter((flag) => readFlag(style, flag)).map((on) => [on, true]));
}
