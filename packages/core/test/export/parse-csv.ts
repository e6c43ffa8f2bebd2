/** Reads RFC 4180 by the letter: refuses what is not quoted as it must be, and lines that do not end with CRLF. */
export function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const [cell, end] = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    row.push(cell);
    if (text[end] === ",") {
      at = end + 1;
      // A comma at the very end would be followed by one more, empty cell.
      if (at === text.length) throw new Error("The last line does not end.");
    } else if (text.startsWith("\r\n", end)) {
      rows.push(row);
      row = [];
      at = end + 2;
    } else {
      throw new Error(`Something follows a cell at ${end}.`);
    }
  }
  return rows;
}

function plainCell(text: string, start: number): readonly [string, number] {
  const [cell = ""] = /^[^",\r\n]*/.exec(text.slice(start, start + 100_000)) ?? [];
  return [cell, start + cell.length];
}

function quotedCell(text: string, start: number): readonly [string, number] {
  let cell = "";
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) throw new Error("A quote is not closed.");
    cell += text.slice(at, quote);
    if (text[quote + 1] !== '"') return [cell, quote + 1];
    cell += '"';
    at = quote + 2;
  }
}
