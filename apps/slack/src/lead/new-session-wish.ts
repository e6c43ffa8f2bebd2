import {
  Dealing,
  ExperimentId,
  LabelsPerTrace,
  Overlap,
  ReviewerEmail,
  TraceId,
} from "@labeldesk/core";
import { z } from "zod";

/** Which traces a lead wants. */
export const Selection = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("ids"), traceIds: z.array(TraceId).min(1) }),
  z.object({
    kind: z.literal("search"),
    filter: z.string().optional(),
    newest: z.int().positive().max(10_000),
  }),
]);
export type Selection = z.infer<typeof Selection>;

/** What a lead wished for when submitting the modal: stored at once, fulfilled by a job. */
export const NewSessionWish = z.object({
  /** The modal's id: the same wish twice is one session. */
  wishId: z.string().min(1),
  leadSlackId: z.string().min(1),
  name: z.string(),
  experimentId: ExperimentId,
  /** What was chosen in the modal; resolved when the session is made. */
  questions: z.array(z.string()).min(1),
  reviewers: z.array(ReviewerEmail).min(1),
  labelsPerTrace: LabelsPerTrace,
  overlap: Overlap.optional(),
  dealing: Dealing.optional(),
  dueAtMs: z.int().optional(),
  description: z.string().optional(),
  guidelines: z.string().optional(),
  selection: Selection,
});
export type NewSessionWish = z.infer<typeof NewSessionWish>;
