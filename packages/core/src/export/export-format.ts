import type { Cell } from "./export-table.js";

/** How rows become lines, line ends included. */
export interface LineFormat {
  /** The first line; absent when there is none. */
  readonly header?: string;
  lineOf(cells: readonly Cell[]): string;
}

/** Comma-separated values by RFC 4180, formulas defused. */
export function csvFormat(columns: readonly string[]): LineFormat {
  const lineOf = (cells: readonly Cell[]) => `${cells.map(csvCell).join(",")}\r\n`;
  return { header: lineOf(columns), lineOf };
}

/** One JSON object a line, with every column. */
export function jsonlFormat(columns: readonly string[]): LineFormat {
  return {
    lineOf: (cells) => {
      const members = columns.map((column, at) => [column, cells[at] ?? null] as const);
      return `${JSON.stringify(Object.fromEntries(members))}\n`;
    },
  };
}

/**
 * What a spreadsheet may take for a formula when a cell begins with it. Source: OWASP, "CSV Injection". With the apostrophes
 * before it, so that one apostrophe more can always be taken off again.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;

function csvCell(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "string") return quoted(FORMULA.test(cell) ? `'${cell}` : cell);
  return quoted(typeof cell === "object" ? JSON.stringify(cell) : String(cell));
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
