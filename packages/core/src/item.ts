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

/** One thing to judge in one session. */
export interface Item {
  readonly itemId: ItemId;
  readonly runId: RunId;
  readonly source: ItemSource;
  readonly state: ItemState;
}

/** An item to add to a session. */
export interface NewItem {
  readonly source: ItemSource;
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
