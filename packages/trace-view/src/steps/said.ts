import type { Json } from "@labeldesk/core";
import { leafTexts } from "../json-text.js";
import type { Part } from "../trace-view.js";
import { partsText } from "../parts-text.js";

/** A line that only marks a section, such as `---` or `[[ ## answer ## ]]`. */
const marker = /^[[\]#=<>~-]{2}.*[[\]#=<>~-]{2}$|^\W+$/;

/** What a reader has seen by now: a step that says nothing new is left out. */
export class Said {
  readonly #texts = new Set<string>();

  addText(text: string): void {
    this.#texts.add(normal(text));
    if (text.includes("\n")) for (const line of text.split("\n")) this.#texts.add(normal(line));
  }

  addParts(parts: readonly Part[]): void {
    for (const part of parts) {
      // Taken as it is: normalising megabytes of JSON would take seconds.
      if (part.kind === "json") this.#texts.add(part.text);
      else this.addText(partsText([part]));
      if (part.kind === "fields") for (const { value } of part.fields) this.addText(value);
    }
  }

  addValue(value: Json | undefined): void {
    if (value !== undefined) for (const text of leafTexts(value)) this.addText(text);
  }

  /** Whether a text was said, as a whole or line by line. */
  has(text: string): boolean {
    if (this.#texts.has(text) || this.#texts.has(normal(text))) return true;
    const lines = text
      .split("\n")
      .filter((line) => line.trim() !== "" && !marker.test(line.trim()));
    return (
      lines.length > 0 &&
      text.includes("\n") &&
      lines.every((line) => this.#texts.has(normal(line)))
    );
  }

  /** Whether every part was said, the values of fields each by itself. */
  hasParts(parts: readonly Part[]): boolean {
    return parts.every((part) => {
      if (part.kind === "fields") return this.hasTextsOf(part.fields.map(({ value }) => value));
      return part.kind === "text" ? this.hasTextsOf(part.text) : this.has(partsText([part]));
    });
  }

  /** Whether every text of a value was said. Numbers are no texts: equal ones may mean different things. */
  hasTextsOf(value: Json): boolean {
    const texts = leafTexts(value).filter(
      (text) => text.trim() !== "" && Number.isNaN(Number(text)),
    );
    const words = texts.filter((text) => text !== "true" && text !== "false");
    return words.length > 0 && words.every((text) => this.has(text));
  }
}

function normal(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
