import type { ReviewerEmail } from "../ids.js";
import type { ExportEntry } from "./export-entry.js";

/** Whose an entry is: the reviewer's, or whoever decided. */
export function authorOf(entry: ExportEntry): ReviewerEmail {
  switch (entry.kind) {
    case "assignment":
      return entry.assignment.reviewer;
    case "decision":
      return entry.adjudication.by;
  }
}
