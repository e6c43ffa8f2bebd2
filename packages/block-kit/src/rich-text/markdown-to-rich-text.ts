import type { RichTextBlockElement } from "@slack/types";
import type { Definition, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { countBlockText, countBytes } from "../blocks/measure.js";
import { richSection, text } from "./elements.js";
import { flow } from "./flow.js";
import { markdownCut } from "./markdown-pieces.js";

/** Recorded text as rich text. `shownChars` and `totalChars` count the recorded text. */
export interface RichTextExcerpt {
  readonly elements: readonly RichTextBlockElement[];
  readonly shownChars: number;
  readonly totalChars: number;
}

/** JSON bytes for each character of budget: text in which every other word is bold would else outgrow a view. */
const BYTES_PER_CHAR = 20;
/** Quote marks on one line beyond which parsing takes seconds. */
const DEEP_QUOTES = /^[ \t]*(?:>[ \t]?){30}/m;

/**
 * Renders the beginning of a Markdown text within `budget` characters: of the source, and of what is shown for it
 * (links show their address, so that can be more). Whatever cannot be rendered within it is shown as it was written.
 */
export function markdownToRichText(markdown: string, budget: number): RichTextExcerpt {
  for (const share of [1, 0.7, 0.4]) {
    const cut = markdownCut(markdown, Math.floor(budget * share));
    const elements = render(markdown.slice(0, cut));
    if (elements !== undefined && fits(elements, budget))
      return { elements, shownChars: cut, totalChars: markdown.length };
  }
  const cut = markdownCut(markdown, budget);
  return {
    elements: literal(markdown.slice(0, cut)),
    shownChars: cut,
    totalChars: markdown.length,
  };
}

/** Renders a whole Markdown text, or shows it as it was written where its rendering would be much larger. */
export function wholeMarkdown(markdown: string): readonly RichTextBlockElement[] {
  const elements = render(markdown);
  if (elements !== undefined && fits(elements, markdown.length * 1.5 + 100)) return elements;
  return literal(markdown);
}

function literal(value: string): readonly RichTextBlockElement[] {
  return value === "" ? [] : [richSection(text(value))];
}

function fits(elements: readonly RichTextBlockElement[], budget: number): boolean {
  return (
    countBlockText(elements) <= budget && countBytes(elements) <= budget * BYTES_PER_CHAR + 500
  );
}

function render(markdown: string): readonly RichTextBlockElement[] | undefined {
  if (DEEP_QUOTES.test(markdown)) return undefined;
  const root = parse(markdown);
  if (root === undefined) return undefined;
  const definitions = new Map<string, Definition>();
  for (const node of root.children)
    if (node.type === "definition" && !definitions.has(node.identifier))
      definitions.set(node.identifier, node);
  const context = { source: markdown, definitions, used: new Set<string>() };
  // Twice: only then is it known which definitions are used by a link before or behind them.
  flow(root.children, context);
  return flow(root.children, context);
}

function parse(markdown: string): Root | undefined {
  try {
    return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  } catch (error) {
    // Nesting made to exhaust the parser's stack: the text is shown as it was written.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
