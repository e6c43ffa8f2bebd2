import type { Field } from "@labeldesk/trace-view";
import type { RichTextBlockElement } from "@slack/types";
import { countBlockText } from "../blocks/measure.js";
import { preformatted, richSection, text } from "../rich-text/elements.js";
import { markdownToRichText, wholeMarkdown } from "../rich-text/markdown-to-rich-text.js";
import { safeLink } from "../rich-text/safe-link.js";
import { cutPosition } from "../text/cut-text.js";
import { counted } from "../text/words.js";
import { countChars, passageChars, type Passage } from "./passage.js";
import { plain } from "./turn-passages.js";

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
    case "label":
      return passage.text === "" ? [] : [richSection(text(passage.text, { bold: true }))];
    case "media":
      return [richSection(safeLink(text(passage.text), passage.address, undefined, {}))];
    case "preformatted":
      return preformatted(passage.text, passage.language);
    case "fields":
      return [richSection(passage.fields.flatMap(fieldLine))];
  }
}

/** As much of the passages as fits into `budget` characters. */
export function excerpt(passages: readonly Passage[], budget: number): Excerpt {
  const shown = beginning(passages, budget);
  return { ...shown, elements: separated(shown.elements) };
}

function beginning(passages: readonly Passage[], budget: number): Excerpt {
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
  return { elements, shownChars, totalChars: countChars(passages) };
}

/** How much of a budget goes to the end of a text. */
const END_SHARE = 0.35;

/** As {@link excerpt}, but a long text also shows its end: that is where people put the question behind what they pasted. */
export function excerptWithEnd(passages: readonly Passage[], budget: number): Excerpt {
  const whole = excerpt(passages, budget);
  const last = passages.at(-1);
  const isText = last?.kind === "plain" || last?.kind === "markdown";
  if (whole.shownChars >= whole.totalChars || !isText) return whole;
  const head = beginning(passages, Math.floor(budget * (1 - END_SHARE)));
  const hidden = head.totalChars - head.shownChars;
  const endChars = Math.min(Math.floor(budget * END_SHARE) - GAP_CHARS, hidden, last.text.length);
  const end = last.text.slice(endPosition(last.text, endChars));
  if (end === "" || hidden <= end.length) return whole;
  const tail = end.trim() === "" ? [] : wholePassage(plain(end));
  const gap = richSection(
    text(`… ${counted(hidden - end.length, "character")} left out …`, { italic: true }),
  );
  return {
    elements: separated([...head.elements, gap, ...tail]),
    shownChars: head.shownChars + end.length,
    totalChars: head.totalChars,
  };
}

/** The words between beginning and end take room too. */
const GAP_CHARS = 50;

/** Where the last `chars` characters begin, or the next paragraph, sentence or word if that comes soon. */
function endPosition(value: string, chars: number): number {
  const from = value.length - Math.max(0, chars);
  const end = value.slice(from);
  const starts = [/\n\s*\n\s*/, /[.!?…]\s+/, /\s+/].map((break_) => break_.exec(end));
  const good = starts.find((match) => match !== null && match.index + match[0].length <= chars / 2);
  if (good) return from + good.index + good[0].length;
  return /[\udc00-\udfff]/.test(value[from] ?? "") ? from + 1 : from;
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
  if (passage.kind === "media") return passageExcerpt(plainMedia(passage), budget);
  const shownChars = cutPosition(passage.text, budget);
  const cut = { ...passage, text: passage.text.slice(0, shownChars).trimEnd() };
  return { elements: wholePassage(cut), shownChars, totalChars };
}

/** Media whose name or address is too long to be a link. */
export function plainMedia({ text: words, address }: Extract<Passage, { kind: "media" }>): Passage {
  return { kind: "plain", text: `${words} (${address})` };
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
