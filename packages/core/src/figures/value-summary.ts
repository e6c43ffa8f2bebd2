import { createValueCodes } from "../agreement/value-codes.js";
import type { AnswerValue } from "../answer.js";
import type { SchemaInput } from "../label-schema.js";
import type { QuestionMeasure } from "./session-figures.js";

/** Sums up values of one question, one at a time. */
export interface ValueSummary {
  readonly measure: Exclude<QuestionMeasure, "alpha">;
  add(value: AnswerValue): void;
  /** `undefined` of no values, and where the sum is beyond what a number can hold. */
  value(): number | undefined;
}

/** Starts a summary of the sort that fits the input; `undefined` for texts, of which there is none. */
export function valueSummary({ kind }: Pick<SchemaInput, "kind">): ValueSummary | undefined {
  switch (kind) {
    case "passFail":
      return average("passShare", (value) => (value === true ? 1 : 0));
    case "numeric":
      return average("mean", Number);
    case "categorical":
    case "categoricalList":
      return entropy();
    case "text":
    case "textList":
      return undefined;
  }
}

function average(
  measure: "passShare" | "mean",
  numberOf: (value: AnswerValue) => number,
): ValueSummary {
  let count = 0;
  let sum = 0;
  return {
    measure,
    add: (value) => {
      count += 1;
      sum += numberOf(value);
    },
    value: () => (count > 0 && Number.isFinite(sum) ? sum / count : undefined),
  };
}

/** Shannon's entropy of the values' shares. */
function entropy(): ValueSummary {
  const codes = createValueCodes();
  const counts: number[] = [];
  let total = 0;
  return {
    measure: "entropyBits",
    add: (value) => {
      const code = codes.codeOf(value);
      counts[code] = (counts[code] ?? 0) + 1;
      total += 1;
    },
    value: () => {
      if (total === 0) return undefined;
      return counts.reduce((bits, count) => bits + (count / total) * Math.log2(total / count), 0);
    },
  };
}
