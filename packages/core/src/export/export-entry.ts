import type { Adjudication } from "../adjudication/adjudication.js";
import type { Assignment } from "../assignment.js";
import type { WorkItem } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";
import type { Submission } from "../submission.js";

/** What an export says of the session. */
export type ExportedSession = Pick<LabelingSession, "runId" | "name" | "labelSchemas">;

/** Where one reviewer stands with one item. */
export interface AssignmentEntry {
  readonly kind: "assignment";
  readonly item: WorkItem;
  readonly assignment: Assignment;
  /** The latest revision, withdrawn or not; absent when there never was one. */
  readonly submission?: Submission;
}

/** What was decided on one item: its gold values. */
export interface DecisionEntry {
  readonly kind: "decision";
  readonly item: WorkItem;
  readonly adjudication: Adjudication;
}

/** What an export is made of. */
export type ExportEntry = AssignmentEntry | DecisionEntry;
