import type { LabelSchema, QuestionAgreement, Statistic } from "@labeldesk/core";
import { counted } from "@labeldesk/block-kit";
import { percent } from "./words.js";

/** How many answers to a pass/fail question pass. */
export interface PassCount {
  readonly passed: number;
  readonly answers: number;
}

/**
 * Words for chance-corrected agreement, the best first: from `from` on. The bounds are those of D. V. Cicchetti,
 * "Guidelines, criteria, and rules of thumb for evaluating normed and standardized assessment instruments in psychology",
 * Psychological Assessment 6 (1994), 284-290.
 */
const SCALE = [
  { from: 0.75, word: "excellent" },
  { from: 0.6, word: "good" },
  { from: 0.4, word: "fair" },
] as const;

/** Says where the numbers and their words come from. */
export const AGREEMENT_NOTE =
  "Agreement is Krippendorff's alpha: 1 is perfect, 0 is chance. Its words are Cicchetti's (1994): poor below 0.40, fair, good from 0.60, excellent from 0.75.";

/** `71 % Correct · agreement 0.62 (good; 20 shared traces)`; says why when there is no figure. */
export function agreementLine(
  schema: LabelSchema,
  { ratings, alpha }: QuestionAgreement,
  passes?: PassCount,
): string {
  if (ratings === 0) return "No answers yet";
  return `${given(schema, ratings, passes)} · ${alphaWords(alpha)}`;
}

function given({ input }: LabelSchema, ratings: number, passes: PassCount | undefined): string {
  if (input.kind !== "passFail" || passes === undefined) return counted(ratings, "answer");
  return `${percent(passes.passed, passes.answers)} ${input.positiveLabel}`;
}

function alphaWords(alpha: Statistic | undefined): string {
  if (alpha === undefined) return "free text is not compared";
  if (alpha.kind === "value") {
    const shown = alpha.value.toFixed(2);
    return `agreement ${shown} (${wordFor(Number(shown))}; ${counted(alpha.units, "shared trace")})`;
  }
  switch (alpha.reason) {
    case "no-pairable":
      return "agreement unknown: not enough traces that two people answered";
    case "no-variance":
      return "agreement unknown: everybody always said the same";
  }
}

/** The word for the number as it is shown, so that the two never contradict each other. */
function wordFor(alpha: number): string {
  return SCALE.find(({ from }) => alpha >= from)?.word ?? "poor";
}
