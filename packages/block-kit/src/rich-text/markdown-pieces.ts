import { cutPosition } from "../text/cut-text.js";

/** A piece of a long Markdown text: `source` as recorded, `markdown` with a code fence opened again where the piece begins inside one. */
export interface MarkdownPiece {
  readonly source: string;
  readonly markdown: string;
}

/** Where to cut Markdown: as for text, but not inside a link. */
export function markdownCut(markdown: string, maxChars: number): number {
  const cut = cutPosition(markdown, maxChars);
  if (cut === markdown.length) return cut;
  const from = Math.max(0, cut - 400);
  const open = /!?\[[^[\]\n]*(?:\](?:\([^()\s]*)?)?$/.exec(markdown.slice(from, cut));
  return open !== null && from + open.index >= maxChars / 2 ? from + open.index : cut;
}

/** Cuts a Markdown text into pieces of at most `maxChars` of source; the sources make up the whole again. */
export function markdownPieces(markdown: string, maxChars: number): readonly MarkdownPiece[] {
  const pieces: MarkdownPiece[] = [];
  let fence: Fence | undefined;
  for (let from = 0; from < markdown.length;) {
    const end = from + markdownCut(markdown.slice(from, from + maxChars + 128), maxChars);
    const source = markdown.slice(from, end);
    pieces.push({ source, markdown: fence === undefined ? source : `${fence.line}\n${source}` });
    fence = fenceAfter(source, fence);
    from = end;
  }
  return pieces;
}

interface Fence {
  readonly mark: string;
  /** The opening line, language included. */
  readonly line: string;
}

function fenceAfter(source: string, before: Fence | undefined): Fence | undefined {
  let fence = before;
  for (const line of source.split("\n")) {
    const [, mark, rest = ""] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (mark === undefined) continue;
    if (fence === undefined) {
      if (!(mark.startsWith("`") && rest.includes("`")))
        fence = { mark, line: (mark + rest).slice(0, 80) };
    } else if (mark.startsWith(fence.mark) && rest.trim() === "") fence = undefined;
  }
  return fence;
}
