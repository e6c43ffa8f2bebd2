import type { Answer } from "../../src/answer.js";
import { exportAnswers } from "../../src/export/export-answers.js";
import type { ExportedSession, ExportEntry } from "../../src/export/export-entry.js";
import type { ExportOptions } from "../../src/export/export-options.js";
import { sessionOf } from "./entries.js";

async function* streamOf<T>(values: Iterable<T>): AsyncGenerator<T> {
  yield* values;
}

/** The lines of an export. */
export async function linesOf(
  entries: readonly ExportEntry[],
  options: ExportOptions,
  session: ExportedSession = sessionOf(),
): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of exportAnswers(session, streamOf(entries), options)) lines.push(line);
  return lines;
}

/** The rows of an export, as JSONL carries them. */
export async function objectsOf(
  entries: readonly ExportEntry[],
  shape: ExportOptions["shape"],
  more: { readonly session?: ExportedSession; readonly pseudonymSecret?: string } = {},
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { session, ...options } = more;
  const lines = await linesOf(entries, { shape, format: "jsonl", ...options }, session);
  return lines.map((line) => JSON.parse(line));
}

/** Answers to two of the three questions of {@link sessionOf}, not in their order. */
export const answers: readonly Answer[] = [
  { name: "facts", value: ["one", "two, or three"] },
  { name: "good", value: false, comment: 'not "good"' },
];
