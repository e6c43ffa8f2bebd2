/** What is counted of a whole session: see `SessionProgress`, which counts the same. */
export type SessionMeasure = "items" | "complete" | "excluded" | "labels" | "wanted";

/**
 * What is worked out of the answers to one question.
 *
 * - `passShare` (pass/fail): how many of the values are the positive one, from 0 to 1.
 * - `mean` (numbers): of the values.
 * - `entropyBits` (one or several choices): how far the values spread, in bits, not normalised: 0 when all are the same, 1 for
 *   two values equally often, at most the logarithm to base 2 of the number of different values. A list of choices is one
 *   value, whatever its order.
 * - `alpha` (all of these): Krippendorff's alpha of the reviewers, as `QuestionAgreement` has it.
 */
export type QuestionMeasure = "passShare" | "mean" | "entropyBits" | "alpha";

/** One number about a session. `undefined`: there is none, such as a mean of nothing or an alpha without variance. */
export type SessionFigure =
  | { readonly kind: "session"; readonly measure: SessionMeasure; readonly value: number }
  | {
      readonly kind: "question";
      /** The label schema's name. */
      readonly question: string;
      readonly measure: QuestionMeasure;
      readonly value: number | undefined;
    };

/**
 * The numbers by which sessions are compared: those of the session, then question by question in the session's order. Every
 * figure that fits a question is there, also one that has no value.
 */
export interface SessionFigures {
  /** When they were true; milliseconds since the Unix epoch. */
  readonly atMs: number;
  readonly figures: readonly SessionFigure[];
}
