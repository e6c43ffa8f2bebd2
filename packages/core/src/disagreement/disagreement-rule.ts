import { z } from "zod";

/**
 * When the answers to a question are a disagreement.
 *
 * - `notUnanimous`: two answers differ (lists: as sets).
 * - `spread`: numbers, or the positions of ordered options, lie more than `above` apart.
 * - `never`: they are not compared.
 */
export const DisagreementRule = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("notUnanimous") }),
  z.object({ kind: z.literal("spread"), above: z.number().nonnegative() }),
  z.object({ kind: z.literal("never") }),
]);
export type DisagreementRule = z.infer<typeof DisagreementRule>;

/** The rule of one question, by the question's name. */
export const QuestionRule = z.object({ question: z.string().min(1), rule: DisagreementRule });
export type QuestionRule = z.infer<typeof QuestionRule>;
