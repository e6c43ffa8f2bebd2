/** A line typed after the slash command: its first word, and the rest as it was typed. */
export interface CommandLine {
  readonly name: string;
  readonly rest: string;
}

/** Splits off the sub-command; an empty line is `help`. Slack may send `&`, `<` and `>` as entities. */
export function parseCommandLine(text: string): CommandLine {
  const trimmed = text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .trim();
  const [, name = "", rest = ""] = /^(\S*)\s*([^]*)$/.exec(trimmed) ?? [];
  return { name: name === "" ? "help" : name.toLowerCase(), rest: rest.trim() };
}

/**
 * The known name that `word` was most likely meant to be, within two typing mistakes; `undefined` when none is near.
 */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const ranked = names
    .map((name) => ({ name, distance: editDistance(word.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= Math.min(2, Math.floor(word.length / 2))
    ? best.name
    : undefined;
}

/** Levenshtein's distance: insertions, deletions and replacements. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
