const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
/** How much text around a cut is looked at for whole characters; longer clusters are cut between code points. */
const WINDOW = 128;

/**
 * Where to cut a text so that at most `maxChars` remain: behind a paragraph, else a line, a sentence, a word, a character as people
 * count them; never inside a surrogate pair. `text.length` when it fits. At least 1 for any text, so that cutting on always ends.
 */
export function cutPosition(text: string, maxChars: number): number {
  if (text.length <= maxChars) return text.length;
  const head = text.slice(0, maxChars);
  const half = maxChars / 2;
  const paragraph = head.lastIndexOf("\n\n");
  if (paragraph >= half) return paragraph + 2;
  const sentence = lastSentenceEnd(head);
  const line = head.lastIndexOf("\n") + 1;
  if (Math.max(sentence, line) >= half) return Math.max(sentence, line);
  const word = Math.max(head.lastIndexOf(" "), head.lastIndexOf("\t")) + 1;
  return word >= half ? word : characterBoundary(text, maxChars);
}

function lastSentenceEnd(head: string): number {
  for (let at = head.length - 1; at >= head.length / 2; at -= 1)
    if (
      /\s/.test(head[at] ?? "") &&
      /[.!?…。！？]["')\]”’]?$/.test(head.slice(Math.max(0, at - 2), at))
    )
      return at + 1;
  return 0;
}

function characterBoundary(text: string, at: number): number {
  const from = Math.max(0, at - WINDOW);
  const around = graphemes.segment(text.slice(from, at + WINDOW)).containing(at - from);
  const boundary = from + (around?.index ?? 0);
  if (boundary > from) return boundary;
  const splitsPair =
    /[\ud800-\udbff]/.test(text[at - 1] ?? "") && /[\udc00-\udfff]/.test(text[at] ?? "");
  return Math.max(1, splitsPair ? at - 1 : at);
}

/** Cuts a text to `maxChars`, the ellipsis that then ends it included. */
export function ellipsis(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  return `${text.slice(0, characterBoundary(text, maxChars - 1)).trimEnd()}…`;
}

/** Cuts a text into pieces of at most `maxChars` that make up the whole again. */
export function splitText(text: string, maxChars: number): readonly string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length;) {
    const end = from + cutPosition(text.slice(from, from + maxChars + WINDOW), maxChars);
    pieces.push(text.slice(from, end));
    from = end;
  }
  return pieces;
}

/** On one line: every run of white space is one space. Reads no more of the text than `maxChars` needs. */
export function oneLine(text: string, maxChars: number): string {
  return ellipsis(
    text
      .slice(0, maxChars * 4 + WINDOW)
      .replace(/\s+/g, " ")
      .trim(),
    maxChars,
  );
}
