import { exactJson, LabelingError, parseExactJson, stringifyJson, TraceId } from "@labeldesk/core";
import type { DatasetRecord, Json } from "@labeldesk/core";
import { z } from "zod";

const StoredRecord = z.object({
  recordId: z.string(),
  expectations: z.record(z.string(), z.custom<Json>()),
  tags: z.record(z.string(), z.string()),
  sourceTraceId: TraceId.optional(),
});

/** `stringifyJson` puts no space behind a comma, and a quote within a text is escaped: only we write this. */
const BEFORE_INPUTS = `, "inputs": `;

/** A record as one line of JSON. The inputs are written as they came: parsed, `1.0` would become `1`. */
export function recordLine({ inputs, ...rest }: DatasetRecord): string {
  const fields = Object.entries(rest).filter(([, value]) => value !== undefined);
  const opened = stringifyJson(Object.fromEntries(fields)).slice(0, -1);
  // In JSON a line break stands between values, never within a text.
  return `${opened}${BEFORE_INPUTS}${inputs.text.replaceAll(/[\r\n]/g, " ")}}`;
}

/** The records of a file, in order. @throws {LabelingError} BACKEND for a line that nobody can have written here */
export function readRecords(text: string): readonly DatasetRecord[] {
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line, index) => understood(`Line ${index + 1}`, () => readRecord(line)));
}

function readRecord(line: string): DatasetRecord {
  const end = line.indexOf(BEFORE_INPUTS);
  const { sourceTraceId, ...rest } = StoredRecord.parse(parseExactJson(`${line.slice(0, end)}}`));
  const inputs = exactJson(line.slice(end + BEFORE_INPUTS.length, -1));
  return { ...rest, ...(sourceTraceId && { sourceTraceId }), inputs };
}

/** What `read` gives. @throws {LabelingError} BACKEND instead of whatever went wrong */
export function understood<T>(what: string | undefined, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new LabelingError("BACKEND", `${what} of the dataset cannot be understood.`, { cause });
  }
}
