import type { ExportedSession, ExportEntry } from "./export-entry.js";
import { csvFormat, jsonlFormat } from "./export-format.js";
import type { ExportOptions } from "./export-options.js";
import { longTable, wideTable } from "./export-table.js";
import { authorOf } from "./author-of.js";
import { reviewerNames } from "./reviewer-names.js";

/**
 * A session's answers and decisions as lines of text, line ends included, in the order of the entries. It reads an entry when the lines of
 * the one before were taken, and holds no other: a million rows need no memory.
 *
 * @throws {LabelingError} INVALID_ARGUMENT for an empty `pseudonymSecret`, before anything is read
 */
export async function* exportAnswers(
  session: ExportedSession,
  entries: AsyncIterable<ExportEntry>,
  { shape, format, pseudonymSecret }: ExportOptions,
): AsyncGenerator<string, void> {
  const nameOf = await reviewerNames(pseudonymSecret);
  const table = shape === "long" ? longTable(session) : wideTable(session);
  const { header, lineOf } = (format === "csv" ? csvFormat : jsonlFormat)(table.columns);
  if (header !== undefined) yield header;
  for await (const entry of entries) {
    const reviewer = await nameOf(authorOf(entry));
    for (const cells of table.rowsOf(entry, reviewer)) yield lineOf(cells);
  }
}
