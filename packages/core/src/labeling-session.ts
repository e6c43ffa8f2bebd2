import { z } from "zod";
import { Dealing, Overlap } from "./dealing/dealing.js";
import { QuestionRule } from "./disagreement/disagreement-rule.js";
import { ExperimentId, ReviewerEmail, RunId, SchemaId } from "./ids.js";
import { LabelSchema } from "./label-schema.js";

/** How many reviewers answer each item: a number, or everyone who is assigned. */
export const LabelsPerTrace = z.union([z.int().positive(), z.literal("everyone")]);
export type LabelsPerTrace = z.infer<typeof LabelsPerTrace>;

/**
 * A question as the session keeps it. `schemaId` names the stored schema it was taken from, so that a renamed schema is
 * recognised; absent in sessions made before it was kept, and for stores that have none.
 */
export const SessionQuestion = LabelSchema.extend({ schemaId: SchemaId.optional() });
export type SessionQuestion = z.infer<typeof SessionQuestion>;

const Questions = z
  .array(SessionQuestion)
  .min(1)
  .refine((schemas) => new Set(schemas.map(({ name }) => name)).size === schemas.length, {
    error: "must not ask the same question twice",
  });

const People = z.array(ReviewerEmail).transform((users) => [...new Set(users)]);

/** What a lead decides when creating a session. */
export const NewLabelingSession = z.object({
  experimentId: ExperimentId,
  /** Not unique; the run id is the handle. */
  name: z.string().trim().min(1).max(250),
  /** What the session is for, in a sentence or two; reviewers see it. At most 2,000 characters. */
  description: z.string().trim().min(1).max(2000).optional(),
  /** How to judge, in Markdown; one click away from every card. At most 20,000 characters. */
  guidelines: z.string().trim().min(1).max(20_000).optional(),
  /** When the answers are wanted. Nothing is refused after it. */
  dueAtMs: z.int().optional(),
  /** The snapshot of the questions that the session asks, in order. */
  labelSchemas: Questions,
  assignedUsers: People,
  /** Assigned users who are offered nothing for now; what they answered, and answer, counts. Others are ignored. */
  away: People.default([]),
  labelsPerTrace: LabelsPerTrace.default("everyone"),
  /** A share of the items that is answered by another number of reviewers. */
  overlap: Overlap.optional(),
  /** Who gets which item. Default: whoever is free gets the item that needs it most. */
  dealing: Dealing.default({ strategy: "first-come" }),
  /** When answers to a question count as a disagreement; questions without a rule follow `defaultRule`. */
  disagreementRules: z.array(QuestionRule).optional(),
  /** A disagreement is put to one more reviewer after the other, until this many answered. Absent: to nobody. */
  escalateTo: z.int().positive().optional(),
  /** Who decides disagreements; absent: the creator. */
  adjudicator: ReviewerEmail.optional(),
  /** Whether nobody sees another reviewer's answers to an item before giving their own. */
  blind: z.boolean().default(true),
  /** The app under review, where it is to be asked for responses. No front end delivers that yet. */
  agent: z.string().trim().min(1).max(250).optional(),
  /** Whether reviewers may talk with the agent. No front end delivers that yet. */
  enableMultiTurnChat: z.boolean().default(false),
  /** What the agent gets besides the conversation. */
  customInputs: z.record(z.string(), z.json()).optional(),
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
  /** `paused`: nothing more is offered, what is on offer may be answered. `closed`: nothing is offered or accepted. */
  state: z.enum(["open", "paused", "closed"]),
  /** A deleted session can be restored. */
  lifecycle: z.enum(["active", "deleted"]),
  createdAtMs: z.int(),
});
export type LabelingSession = z.infer<typeof LabelingSession>;
