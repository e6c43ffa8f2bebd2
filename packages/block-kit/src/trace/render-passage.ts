import type { Field } from "@labeldesk/trace-view";
import type { RichTextBlockElement } from "@slack/types";
import { countBlockText } from "../blocks/measure.js";
import { preformatted, richSection, text } from "../rich-text/elements.js";
import { markdownToRichText, wholeMarkdown } from "../rich-text/markdown-to-rich-text.js";
import { cutPosition } from "../text/cut-text.js";
import { countChars, passageChars, type Passage } from "./passage.js";

/** The beginning of a chapter. Counts are of recorded text. */
export interface Excerpt {
  readonly elements: readonly RichTextBlockElement[];
  readonly shownChars: number;
  readonly totalChars: number;
}

/** Less than this is not worth beginning a passage for. */
const MIN_CHARS = 60;

/** A whole passage. */
export function wholePassage(passage: Passage): readonly RichTextBlockElement[] {
  switch (passage.kind) {
    case "markdown":
      return wholeMarkdown(passage.text);
    case "plain":
    case "note":
      return passage.text === "" ? [] : [richSection(text(passage.text))];
    case "preformatted":
      return preformatted(passage.text, passage.language);
    case "fields":
      return [richSection(passage.fields.flatMap(fieldLine))];
  }
}

/** As much of the passages as fits into `budget` characters. */
export function excerpt(passages: readonly Passage[], budget: number): Excerpt {
  const elements: RichTextBlockElement[] = [];
  let shownChars = 0;
  let left = budget;
  for (const passage of passages) {
    if (left < MIN_CHARS && elements.length > 0) break;
    const part = passageExcerpt(passage, left);
    elements.push(...part.elements);
    shownChars += part.shownChars;
    left -= countBlockText(part.elements);
    if (part.shownChars < part.totalChars) break;
  }
  return { elements: separated(elements), shownChars, totalChars: countChars(passages) };
}

/** Sections that follow one another would run together: an empty line goes between them. */
export function separated(
  elements: readonly RichTextBlockElement[],
): readonly RichTextBlockElement[] {
  return elements.map((element, index) =>
    element.type === "rich_text_section" && elements[index + 1]?.type === "rich_text_section"
      ? { ...element, elements: [...element.elements, ...text("\n\n")] }
      : element,
  );
}

function passageExcerpt(passage: Passage, budget: number): Excerpt {
  if (passage.kind === "markdown") return markdownToRichText(passage.text, budget);
  const totalChars = passageChars(passage);
  if (totalChars <= budget && passage.kind !== "fields")
    return { elements: wholePassage(passage), shownChars: totalChars, totalChars };
  if (passage.kind === "fields") return fieldsExcerpt(passage.fields, budget, totalChars);
  const shownChars = cutPosition(passage.text, budget);
  const cut = { ...passage, text: passage.text.slice(0, shownChars) };
  return { elements: wholePassage(cut), shownChars, totalChars };
}

function fieldsExcerpt(fields: readonly Field[], budget: number, totalChars: number): Excerpt {
  const shown: Field[] = [];
  let shownChars = 0;
  let left = budget;
  for (const { name, value } of fields) {
    if (left < name.length + 8) break;
    const room = left - name.length - 4;
    const cut = { name, value: value.slice(0, cutPosition(value, room)) };
    shown.push(cut);
    shownChars += name.length + cut.value.length;
    left -= name.length + cut.value.length + 4;
    if (cut.value.length < value.length) break;
  }
  const elements = shown.length === 0 ? [] : [richSection(shown.flatMap(fieldLine))];
  return { elements, shownChars, totalChars };
}

function fieldLine({ name, value }: Field, index: number) {
  return [...text(index > 0 ? "\n" : ""), ...text(name, { bold: true }), ...text(`: ${value}`)];
}
