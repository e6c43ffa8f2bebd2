import type { RichTextBlockElement, RichTextLink, RichTextText } from "@slack/types";
import { cleanText } from "../text/clean-text.js";

/** What recorded text becomes: text and links. Mentions, broadcasts and emoji are not in the type, so they cannot be sent. */
export type Inline = RichTextText | RichTextLink;

/** How a piece of text looks. */
export type Style = NonNullable<RichTextText["style"]>;

/** Text as it is; nothing for an empty one, which Slack refuses. */
export function text(value: string, style: Style = {}): readonly Inline[] {
  if (value === "") return [];
  return [{ type: "text", text: cleanText(value), ...styled(style) }];
}

/** The style as a property, left out when there is none. */
export function styled(style: Style): { style?: Style } {
  return Object.keys(style).length === 0 ? {} : { style };
}

/** Neighbours of the same style become one. */
export function merged(elements: readonly Inline[]): Inline[] {
  const out: Inline[] = [];
  for (const element of elements) {
    const last = out.at(-1);
    if (last?.type === "text" && element.type === "text" && sameStyle(last.style, element.style))
      out[out.length - 1] = { ...last, text: last.text + element.text };
    else out.push(element);
  }
  return out;
}

function sameStyle(one: Style = {}, other: Style = {}): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** A paragraph or several lines. */
export function richSection(elements: readonly Inline[]): RichTextBlockElement {
  return { type: "rich_text_section", elements: merged(elements) };
}

/** Code, or text whose line breaks and columns matter; nothing for an empty one. */
export function preformatted(value: string, language?: string): readonly RichTextBlockElement[] {
  if (value === "") return [];
  const known = language !== undefined && /^[a-z0-9+#-]{1,20}$/i.test(language);
  const element = {
    type: "rich_text_preformatted" as const,
    elements: [{ type: "text" as const, text: cleanText(value) }],
    // Documented, but not in the types yet: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
    ...(known && { language: language.toLowerCase() }),
  };
  return [element];
}
