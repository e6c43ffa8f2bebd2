import type { ItemId, ReviewerEmail, RunId, TraceId } from "./ids.js";

/** What an item stands for. Only traces are delivered yet; the others have their room. */
export type ItemSource =
  | { readonly kind: "trace"; readonly traceId: TraceId }
  | {
      readonly kind: "datasetRecord";
      readonly datasetId: string;
      readonly recordId: string;
      readonly traceIds: readonly TraceId[];
    }
  | {
      readonly kind: "conversation";
      readonly conversationId: string;
      readonly traceIds: readonly TraceId[];
    };

/** `complete`: enough reviewers answered. `excluded`: not to be reviewed by anyone. */
export type ItemState = "pending" | "complete" | "excluded";

/** Who excluded an item, and why. `by` is absent where the store does not say. */
export interface Exclusion {
  readonly by?: ReviewerEmail;
  readonly reason: string;
}

/** One thing to judge in one session. */
export interface Item {
  readonly itemId: ItemId;
  readonly runId: RunId;
  readonly source: ItemSource;
  readonly state: ItemState;
  /** Only of an excluded item, where it is known. */
  readonly exclusion?: Exclusion;
  /** Whom a lead gave it to; absent for nobody. Counts in sessions dealt `manual`. */
  readonly assignees?: readonly ReviewerEmail[];
}

/** An item as the work store holds it. */
export interface WorkItem extends Item {
  /** Order of addition, from 1. */
  readonly position: number;
  /** How many answers beyond the session's rule are wanted, such as after a disagreement. */
  readonly extraLabels: number;
  /** The state last written to the tracking store, or taken from it: whatever else it has there was set by somebody else. */
  readonly mirroredState: ItemState;
}

/** An item to add to a session. */
export interface NewItem {
  readonly source: ItemSource;
  readonly assignees?: readonly ReviewerEmail[];
}

/** A change of an item's state, with who caused it; an exclusion carries its reason. */
export type ItemStateChange =
  | { readonly state: "pending" }
  | { readonly state: "complete"; readonly by: ReviewerEmail }
  | { readonly state: "excluded"; readonly by: ReviewerEmail; readonly reason: string };

/** The traces under review in an item, in order. */
export function traceIdsOf(source: ItemSource): readonly TraceId[] {
  return source.kind === "trace" ? [source.traceId] : source.traceIds;
}
