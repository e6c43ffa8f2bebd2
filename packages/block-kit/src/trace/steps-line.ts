import type { Step } from "@labeldesk/trace-view";
import type { RichTextBlockElement } from "@slack/types";
import { richSection, text, type Inline } from "../rich-text/elements.js";
import { oneLine } from "../text/cut-text.js";
import { counted } from "../text/words.js";
import type { Passage } from "./passage.js";
import { errorWords, partPassages } from "./turn-passages.js";

const MAX_CHARS = 120;

/** One line on how the app got to its answer: the first look-up, and how many steps there are besides. */
export function stepsLine(steps: readonly Step[]): RichTextBlockElement | undefined {
  const telling =
    steps.find(({ kind }) => kind === "tool") ??
    steps.find(({ kind }) => kind === "retrieval") ??
    steps[0];
  if (telling === undefined) return undefined;
  const more = steps.length - 1;
  return richSection([
    ...stepWords(telling),
    ...(more > 0 ? text(`  · ${counted(more, "more step")}`) : []),
  ]);
}

function stepWords(step: Step): readonly Inline[] {
  const name = text(oneLine(step.name, 60) || "unnamed", { bold: true });
  const result = step.error === undefined ? resultWords(step) : `failed: ${errorWords(step.error)}`;
  const arrow = result === "" ? [] : text(` → ${oneLine(result, MAX_CHARS)}`);
  switch (step.kind) {
    case "tool":
      return [...text("Looked up: "), ...name, ...quoted(step.argumentsText), ...arrow];
    case "retrieval":
      return [...text("Searched: "), ...name, ...quoted(step.query), ...arrow];
    case "other":
      return [...text("Step: "), ...name, ...arrow];
  }
}

function resultWords(step: Step): string {
  switch (step.kind) {
    case "tool":
      return step.resultText ?? "";
    case "retrieval":
      return counted(step.documents.length, "document");
    case "other":
      return step.output.flatMap(partPassages).map(passageStart).join(" ");
  }
}

/** Enough of a passage for one line. */
function passageStart(passage: Passage): string {
  if (passage.kind !== "fields") return passage.text.slice(0, MAX_CHARS * 4);
  return passage.fields
    .slice(0, 5)
    .map(({ name, value }) => `${name}: ${value.slice(0, MAX_CHARS)}`)
    .join(", ");
}

function quoted(value: string | undefined): readonly Inline[] {
  const short = oneLine(value ?? "", MAX_CHARS);
  return short === "" ? [] : [...text(" "), ...text(short, { code: true })];
}
