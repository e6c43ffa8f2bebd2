import type { Table } from "mdast";
import type { Inline } from "./elements.js";
import { inline, type MarkdownContext } from "./inline.js";

/** Wider cells are not padded, so that a single long cell does not blow up its column. */
const MAX_PADDED_CHARS = 32;

/** A table as lines of text with aligned columns; every cell is there in full. */
export function tableText(table: Table, context: MarkdownContext): string {
  const rows = table.children.map((row) =>
    row.children.map((cell) => plainWords(inline(cell.children, context)).replaceAll("\n", " ")),
  );
  const widths = columnWidths(rows);
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(" | ")
      .trimEnd(),
  );
  const rule = widths.map((width) => "-".repeat(width)).join("-|-");
  return [lines[0] ?? "", rule, ...lines.slice(1)].join("\n");
}

function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  const widths: number[] = [];
  for (const cells of rows)
    for (const [column, cell] of cells.entries())
      widths[column] = Math.max(widths[column] ?? 1, Math.min(cell.length, MAX_PADDED_CHARS));
  return widths;
}

function plainWords(elements: readonly Inline[]): string {
  return elements.map((element) => ("text" in element ? element.text : "")).join("");
}
