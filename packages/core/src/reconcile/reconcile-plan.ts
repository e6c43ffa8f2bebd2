import type { Adjudication, NewAdjudication } from "../adjudication/adjudication.js";
import type { Answer } from "../answer.js";
import type { AssessmentId, ItemId, TraceId } from "../ids.js";
import type { Exclusion, Item, ItemState, WorkItem } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";
import type { NewSubmission, Submission, SubmissionKey } from "../submission.js";
import type { TraceInfo } from "../trace.js";
import type { Difference, NoAnswer, TakenHow, UnattributedAnswers } from "./reconcile-report.js";

/** What a plan reads of a trace. */
export type SeenTrace = Pick<TraceInfo, "traceId" | "assessments">;

/**
 * Both stores, side by side. What is here was read before what is there: whatever is published by then was there to be
 * read, so that its absence means that somebody took it away.
 */
export interface ReconcileInput {
  /** As the tracking store has it. */
  readonly session: LabelingSession;
  /** Nothing of the session was here: the tracking store is believed in everything. */
  readonly isLost: boolean;
  /** The items here. */
  readonly items: readonly WorkItem[];
  /** The items there. */
  readonly tracked: readonly Item[];
  /** The traces of the items that are there. */
  readonly traces: ReadonlyMap<TraceId, SeenTrace>;
  readonly goneTraces: ReadonlySet<TraceId>;
  /** The latest revisions here, withdrawn ones too. */
  readonly submissions: readonly Submission[];
  readonly adjudications: readonly Adjudication[];
}

/** The revision that an act follows: it is not done when there is another one by then. 0 and 0 for none. */
export interface Base {
  readonly revision: number;
  readonly publishedRevision: number;
}

/** Answers that are to become the next revision here; without any, the submission is withdrawn. */
export interface TakeAnswers extends Pick<NewSubmission, "source" | "gesture"> {
  readonly kind: "take-answers";
  readonly key: SubmissionKey;
  readonly base: Base;
  /** All answers that stand then. */
  readonly answers: readonly Answer[];
  /** The questions that change; none when the same answers were given, or are to be written, again. */
  readonly names: readonly string[];
  readonly how: TakenHow;
  /** When they were given, by the tracking store's clock; absent when it is not known. */
  readonly givenAtMs?: number;
  /** Of what is rebuilt: the number that it had. */
  readonly revision?: number;
  /** Some of them are not on the trace as this session's, since another one's took their place: they are to be written again. */
  readonly isToPublish: boolean;
  /** Our own older answers beside newer ones, to be deleted. */
  readonly duplicates: readonly AssessmentId[];
  readonly traceId: TraceId;
}

/** What is to be done. One act concerns one person's answers to an item, one item's state, or one decision. */
export type ReconcileAct =
  | TakeAnswers
  /** Only the duplicates are to go. */
  | ({ readonly kind: "tidy" } & Pick<TakeAnswers, "key" | "base" | "duplicates" | "traceId">)
  | StateAct
  | { readonly kind: "take-decision"; readonly decision: NewAdjudication }
  | { readonly kind: "republish-decision"; readonly decision: Adjudication };

/** An item as it was seen here: an act on its state is not done when it changed since. */
export type SeenItem = Pick<WorkItem, "itemId" | "state" | "mirroredState">;

/** What is to be done about an item's state. */
export type StateAct =
  | { readonly kind: "exclude"; readonly item: SeenItem; readonly exclusion: Exclusion }
  | { readonly kind: "reopen"; readonly item: SeenItem }
  /** The state here is to be written there. */
  | { readonly kind: "write-state"; readonly item: SeenItem; readonly there: ItemState }
  /** Both agree: only to be remembered. */
  | { readonly kind: "note-state"; readonly item: SeenItem; readonly there: ItemState }
  | { readonly kind: "trace-gone"; readonly item: SeenItem };

/** What is to be done, and what a report says besides. */
export interface ReconcilePlan {
  readonly acts: readonly ReconcileAct[];
  readonly unattributed: readonly UnattributedAnswers[];
  readonly noAnswers: readonly NoAnswer[];
  readonly unpublished: readonly SubmissionKey[];
  readonly differences: readonly Difference[];
}

/** What one part of a plan comes to. */
export type PartialPlan = Partial<Omit<ReconcilePlan, "unattributed">>;

/** Whether the session takes in what people do in the tracking store. */
export function takesIn({ state, lifecycle }: LabelingSession): boolean {
  return state !== "closed" && lifecycle === "active";
}

/** An item's id, for a map. */
export function byItemId<T extends { readonly itemId: ItemId }>(
  items: readonly T[],
): ReadonlyMap<ItemId, T> {
  return new Map(items.map((item) => [item.itemId, item]));
}
