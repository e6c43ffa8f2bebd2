import { LabelSchema, questionAgreement, type Statistic } from "@labeldesk/core";
import { describe, expect, it } from "vitest";
import { agreementLine } from "../src/screens/agreement.js";

const correct = LabelSchema.parse({
  name: "is_correct",
  type: "feedback",
  title: "Is the answer correct?",
  input: { kind: "passFail", positiveLabel: "Correct", negativeLabel: "Incorrect" },
});

/** As computed of these answers, by unit and rater. */
function agreementOf(rows: readonly (readonly boolean[])[]) {
  return questionAgreement(
    correct,
    rows.flatMap((values, unit) =>
      values.map((value, rater) => ({ unit: `u${unit}`, rater: `r${rater}`, value })),
    ),
  );
}

const some = agreementOf([
  [true, true],
  [false, true],
]);

/** The line for an alpha of this value. */
function wordsFor(value: number): string {
  const alpha: Statistic = { kind: "value", value, units: 20, ratings: 40 };
  return agreementLine(correct, { ...some, alpha });
}

describe("agreementLine", () => {
  it("says the share that passes, the agreement, its word and what it rests on", () => {
    const agreement = agreementOf([
      [true, true],
      [true, true],
      [false, false],
      [true, false],
    ]);
    expect(agreementLine(correct, agreement, { passed: 5, answers: 8 })).toBe(
      "62 % Correct · agreement 0.53 (fair; 4 shared traces)",
    );
  });

  it.each([
    [-0.2, "-0.20 (poor"],
    [0.394, "0.39 (poor"],
    [0.396, "0.40 (fair"],
    [0.594, "0.59 (fair"],
    [0.6, "0.60 (good"],
    [0.7449, "0.74 (good"],
    [0.75, "0.75 (excellent"],
    [1, "1.00 (excellent"],
  ])("calls %d by the word for the number that it shows: %s", (value, words) => {
    expect(wordsFor(value)).toContain(words);
  });

  it("says in words why there is no figure", () => {
    expect(agreementLine(correct, agreementOf([[true], [false]]))).toBe(
      "2 answers · agreement unknown: not enough traces that two people answered",
    );
    expect(agreementLine(correct, agreementOf([[true, true]]))).toBe(
      "2 answers · agreement unknown: everybody always said the same",
    );
    expect(agreementLine(correct, agreementOf([]))).toBe("No answers yet");
  });

  it("does not compare free text", () => {
    const text = LabelSchema.parse({ ...correct, input: { kind: "text" } });
    const agreement = questionAgreement(text, [{ unit: "u", rater: "r", value: "yes" }]);
    expect(agreementLine(text, agreement)).toBe("1 answer · free text is not compared");
  });
});
