/**
 * The raw texts of the elements of a JSON array, or of the members' values of a JSON object by name: what a parser
 * would make of `1.0` cannot be written back as `1.0`. The text must be JSON already.
 */
export function rawElements(text: string): readonly string[] {
  return rawParts(text).map(({ start, end }) => text.slice(start, end).trim());
}

/** @see rawElements */
export function rawMembers(text: string): ReadonlyMap<string, string> {
  return new Map(
    rawParts(text).map(({ start, colon, end }) => [
      String(JSON.parse(text.slice(start, colon))),
      text.slice(colon + 1, end).trim(),
    ]),
  );
}

interface Part {
  readonly start: number;
  /** Where the name of an object's member ends. */
  readonly colon: number;
  readonly end: number;
}

/** Strings as a whole, so that what they hold is not taken for structure, and the signs of structure. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[[\]{},:]/g;

function rawParts(text: string): readonly Part[] {
  const parts: Part[] = [];
  let depth = 0;
  let start = 0;
  let colon = -1;
  const close = (end: number) => {
    if (text.slice(start, end).trim() !== "") parts.push({ start, colon, end });
    start = end + 1;
    colon = -1;
  };
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    if (token === "[" || token === "{") {
      depth += 1;
      if (depth === 1) start = index + 1;
    } else if (token === "]" || token === "}") {
      depth -= 1;
      if (depth === 0) close(index);
    } else if (token === "," && depth === 1) {
      close(index);
    } else if (token === ":" && depth === 1 && colon < 0) {
      colon = index;
    }
  }
  return parts;
}
