import { LabelingError } from "@labeldesk/core";

/** Where a block is: numbers and unanswered fields are read differently in a message and in a form. */
export type Surface = "message" | "modal";

const PARTS = {
  head: "h",
  links: "l",
  question: "q",
  comment: "c",
  actions: "a",
  earlier: "e",
} as const;
/** What a block of a card or form is for. */
export type BlockPart = keyof typeof PARTS;

const PART_NAMES: readonly BlockPart[] = [
  "head",
  "links",
  "question",
  "comment",
  "actions",
  "earlier",
];

/** Identifies one rendering of one block: Slack wants a new `block_id` whenever a message is drawn again. */
export interface BlockKey {
  readonly surface: Surface;
  readonly part: BlockPart;
  /** The question's place among the schemas; 0 for what is no question. */
  readonly index: number;
  /** Counts how often the card was drawn. */
  readonly render: number;
  /** The app's own name for item and reviewer; opaque here. */
  readonly ref: string;
}

/** Leaves room for the rest of a `block_id`. */
export const MAX_REF_CHARS = 200;

const PATTERN = /^([mf])([hlqcae])\.(\d{1,4})\.(\d{1,9})\.([^]*)$/;

/** @throws {LabelingError} INVALID_ARGUMENT when `ref` has more than {@link MAX_REF_CHARS} characters */
export function blockId({ surface, part, index, render, ref }: BlockKey): string {
  if (ref.length > MAX_REF_CHARS)
    throw new LabelingError(
      "INVALID_ARGUMENT",
      `A card's ref may have ${MAX_REF_CHARS} characters, this one has ${ref.length}.`,
    );
  return `${surface === "message" ? "m" : "f"}${PARTS[part]}.${index}.${render}.${ref}`;
}

/** Reads a `block_id` of ours back; `undefined` for any other. It comes from outside: authorise before using `ref`. */
export function parseBlockId(id: string): BlockKey | undefined {
  const [, surface, letter, index, render, ref] = PATTERN.exec(id) ?? [];
  const part = PART_NAMES.find((name) => PARTS[name] === letter);
  if (part === undefined || ref === undefined) return undefined;
  return {
    surface: surface === "m" ? "message" : "modal",
    part,
    index: Number(index),
    render: Number(render),
    ref,
  };
}
