import { z } from "zod";
import { ExperimentId, ReviewerEmail, RunId } from "./ids.js";
import { LabelSchema } from "./label-schema.js";

/** How many reviewers answer each item: a number, or everyone who is assigned. */
export const LabelsPerTrace = z.union([z.int().positive(), z.literal("everyone")]);
export type LabelsPerTrace = z.infer<typeof LabelsPerTrace>;

const Questions = z
  .array(LabelSchema)
  .min(1)
  .refine((schemas) => new Set(schemas.map(({ name }) => name)).size === schemas.length, {
    error: "must not ask the same question twice",
  });

/** What a lead decides when creating a session. */
export const NewLabelingSession = z.object({
  experimentId: ExperimentId,
  /** Not unique; the run id is the handle. */
  name: z.string().trim().min(1).max(250),
  /** The snapshot of the questions that the session asks, in order. */
  labelSchemas: Questions,
  assignedUsers: z.array(ReviewerEmail).transform((users) => [...new Set(users)]),
  labelsPerTrace: LabelsPerTrace.default("everyone"),
  /** Who creates it: an e-mail. */
  createdBy: ReviewerEmail,
  /** Which installation of Labeldesk delivers it; absent for sessions that no app delivers. */
  deployment: z.string().min(1).optional(),
  /** Which Slack workspace of that installation. */
  tenant: z.string().min(1).optional(),
  /** Creating again with the same key returns the first session: safe to retry. At most 200 characters. */
  creationKey: z.string().min(1).max(200).optional(),
});
export type NewLabelingSession = z.infer<typeof NewLabelingSession>;

/** A labeling session: an MLflow run with questions, assigned users and items. */
export const LabelingSession = NewLabelingSession.extend({
  runId: RunId,
  /** `closed`: nothing more is offered or accepted. */
  state: z.enum(["open", "closed"]),
  /** A deleted session can be restored. */
  lifecycle: z.enum(["active", "deleted"]),
  createdAtMs: z.int(),
});
export type LabelingSession = z.infer<typeof LabelingSession>;

/** What may change after creation; absent fields stay. */
export type LabelingSessionChanges = Partial<
  Pick<
    LabelingSession,
    "name" | "assignedUsers" | "labelsPerTrace" | "state" | "deployment" | "tenant"
  >
>;

/** How many answers an item of the session needs. */
export function wantedLabels(
  session: Pick<LabelingSession, "labelsPerTrace" | "assignedUsers">,
): number {
  const everyone = session.assignedUsers.length;
  return session.labelsPerTrace === "everyone"
    ? everyone
    : Math.min(session.labelsPerTrace, everyone);
}
