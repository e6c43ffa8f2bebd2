import type { TraceView } from "@labeldesk/trace-view";
import type { KnownBlock, ModalView, RichTextBlockElement } from "@slack/types";
import { ACTIONS } from "./action-ids.js";
import { actions, button, context, richText } from "./blocks/blocks.js";
import { checkLength, plainText } from "./blocks/text-objects.js";
import { BUDGETS, SLACK_LIMITS } from "./limits.js";
import { markdownPieces } from "./rich-text/markdown-pieces.js";
import { splitText } from "./text/cut-text.js";
import { counted } from "./text/words.js";
import { countTraceChars, traceChapters } from "./trace/chapters.js";
import { headingBlock } from "./trace/excerpt-blocks.js";
import { passageChars, type Chapter, type Passage } from "./trace/passage.js";
import { plainMedia, separated, wholePassage } from "./trace/render-passage.js";
import { note } from "./trace/turn-passages.js";

/** What "Show all" shows. */
export interface FullTrace {
  readonly view: TraceView;
  /** Counted from 0; one that is not there shows the nearest. */
  readonly page: number;
  /** The app's own name for item and reviewer; comes back as `private_metadata`. */
  readonly ref: string;
  /** The trace in MLflow's own interface. */
  readonly traceUrl?: string;
}

/** Recorded characters that are rendered at once: rendering Markdown takes longer than in proportion. */
const PIECE_CHARS = 3000;
/** Each piece may need two blocks and 600 bytes of frame. */
const PAGE_PIECES = 40;

/** A part of a page: a passage short enough for one block, and its heading. */
interface Piece {
  /** The chapter's place in the trace: two chapters may have the same heading. */
  readonly chapter: number;
  readonly heading: string;
  readonly passage: Passage;
  readonly chars: number;
}

/** How many pages "Show all" has; at least 1. */
export function countTracePages(view: TraceView): number {
  return pagesOf(view).length;
}

/** Everything that was recorded, one page at a time; every page keeps to Slack's limits, together they hold the whole text. */
export function renderFullTrace({ view, page, ref, traceUrl }: FullTrace): ModalView {
  const pages = pagesOf(view);
  const at = Math.min(Math.max(0, Math.trunc(page) || 0), pages.length - 1);
  checkLength("A view's ref", ref, SLACK_LIMITS.privateMetadata);
  const total = counted(countTraceChars(view), "character");
  const where = pages.length > 1 ? `Page ${at + 1} of ${pages.length} · ` : "";
  const links = pageButtons(at, pages.length, ref, traceUrl);
  return {
    type: "modal",
    callback_id: ACTIONS.fullTrace,
    title: plainText("Everything recorded", SLACK_LIMITS.modalTitle),
    close: plainText("Close", SLACK_LIMITS.modalTitle),
    private_metadata: ref,
    blocks: [
      context(plainText(`${where}${total} in all`)),
      ...pageBlocks(pages[at] ?? []),
      ...(links.length > 0 ? [actions(`trace.${at}`, links)] : []),
    ],
  };
}

function pageButtons(page: number, pages: number, ref: string, traceUrl: string | undefined) {
  return [
    ...(page > 0 ? [button(ACTIONS.previousPage, "Previous page", String(page - 1))] : []),
    ...(page < pages - 1 ? [button(ACTIONS.nextPage, "Next page", String(page + 1))] : []),
    ...(traceUrl !== undefined && traceUrl.length <= SLACK_LIMITS.buttonUrl
      ? [button(ACTIONS.openInMlflow, "Open in MLflow", ref.slice(0, 2000), { url: traceUrl })]
      : []),
  ];
}

/** Pieces of one chapter share a heading and a block. */
function pageBlocks(pieces: readonly Piece[]): readonly KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let elements: RichTextBlockElement[] = [];
  const flush = () => {
    if (elements.length > 0) blocks.push(richText(separated(elements)));
    elements = [];
  };
  let chapter: number | undefined;
  for (const piece of pieces) {
    if (piece.chapter !== chapter) {
      flush();
      chapter = piece.chapter;
      blocks.push(headingBlock(piece.heading));
    }
    elements.push(...wholePassage(piece.passage));
  }
  flush();
  return blocks;
}

/** Pages by recorded characters, so that only the page shown has to be rendered. */
function pagesOf(view: TraceView): readonly (readonly Piece[])[] {
  const pages: Piece[][] = [];
  let page: Piece[] = [];
  let chars = 0;
  for (const piece of traceChapters(view).flatMap(chapterPieces)) {
    if (
      page.length > 0 &&
      (chars + piece.chars > BUDGETS.pageChars || page.length >= PAGE_PIECES)
    ) {
      pages.push(page);
      page = [];
      chars = 0;
    }
    page.push(piece);
    chars += piece.chars;
  }
  return [...pages, page];
}

function chapterPieces({ heading, passages }: Chapter, chapter: number): readonly Piece[] {
  // A chapter without content still says that it happened.
  const parts = passages.length > 0 ? passages.flatMap(splitPassage) : [note("")];
  return parts.map((passage) => ({ chapter, heading, passage, chars: passageChars(passage) }));
}

function splitPassage(passage: Passage): readonly Passage[] {
  if (passageChars(passage) <= PIECE_CHARS && !manyFields(passage)) return [passage];
  switch (passage.kind) {
    case "markdown":
      return markdownPieces(passage.text, PIECE_CHARS).map(({ markdown }) => ({
        kind: "markdown",
        text: markdown,
      }));
    case "note":
      return [passage];
    case "media":
      return splitPassage(plainMedia(passage));
    case "label":
    case "plain":
    case "preformatted":
      return splitText(passage.text, PIECE_CHARS).map((text) =>
        Object.assign({}, passage, { text }),
      );
    case "fields": {
      const lines = passage.fields.map(({ name, value }) => `${name}: ${value}`).join("\n");
      return splitText(lines, PIECE_CHARS).map((text) => ({ kind: "plain", text }));
    }
  }
}

// Each field is two elements; text without frames is shown instead of a view that outgrows Slack.
function manyFields(passage: Passage): boolean {
  return passage.kind === "fields" && passage.fields.length > 100;
}
