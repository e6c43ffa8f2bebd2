import type { Field } from "@labeldesk/trace-view";

/** A stretch of recorded text with one way of showing it. */
export type Passage =
  /** Our own words where nothing was recorded. */
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "markdown"; readonly text: string }
  | { readonly kind: "plain"; readonly text: string }
  /** The recorded name of what follows. */
  | { readonly kind: "label"; readonly text: string }
  /** Something with an address: what it is, and where. */
  | { readonly kind: "media"; readonly text: string; readonly address: string }
  | { readonly kind: "preformatted"; readonly text: string; readonly language?: string }
  | { readonly kind: "fields"; readonly fields: readonly Field[] };

/** Passages under one heading, such as a turn of the conversation or a step. */
export interface Chapter {
  /** In our words, with short recorded names. */
  readonly heading: string;
  readonly passages: readonly Passage[];
}

/** Recorded characters of a passage. */
export function passageChars(passage: Passage): number {
  if (passage.kind === "note") return 0;
  if (passage.kind === "media") return passage.text.length + passage.address.length;
  if (passage.kind !== "fields") return passage.text.length;
  return passage.fields.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
}

/** Recorded characters of all the passages. */
export function countChars(passages: readonly Passage[]): number {
  return passages.reduce((sum, passage) => sum + passageChars(passage), 0);
}
