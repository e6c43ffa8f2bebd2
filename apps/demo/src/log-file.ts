import { appendFileSync } from "node:fs";
import type { Logger } from "@labeldesk/slack";

/** Writes the app's warnings and errors as JSON lines into a file: the terminal belongs to the person who tries it. */
export function createFileLogger(file: string): Logger {
  const write =
    (level: string): Logger["warn"] =>
    (event, fields) =>
      appendFileSync(file, `${JSON.stringify({ time: Date.now(), level, event, ...fields })}\n`);
  return { debug: () => {}, info: () => {}, warn: write("warn"), error: write("error") };
}
