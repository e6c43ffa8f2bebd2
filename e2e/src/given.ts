import type { TraceId } from "@labeldesk/core";

/** One question of each kind, as typed into the modal; the list of texts is the built-in one. */
export const QUESTIONS = [
  {
    Name: "is_correct",
    Question: "Is the answer correct?",
    "Answered by": "Pass or fail",
    more: { "Word for pass": "Correct", "Word for fail": "Incorrect" },
    comments: true,
  },
  {
    Name: "tone",
    Question: "How does it sound?",
    "Answered by": "One choice",
    more: { Options: "Warm\nNeutral\nCold" },
  },
  {
    Name: "topics",
    Question: "What is it about?",
    "Answered by": "Several choices",
    more: { Options: "Orders\nAccounts\nProducts" },
  },
  {
    Name: "score",
    Question: "Score",
    "Answered by": "A number",
    more: { "Smallest number": "0", "Largest number": "100" },
  },
  {
    Name: "ideal_answer",
    Question: "What should it have said?",
    "Answered by": "A text",
    expectation: true,
    more: { "Longest text, in characters": "500" },
  },
  {
    Name: "missing_points",
    Question: "What is missing?",
    "Answered by": "A list of texts",
    more: { "Most entries": "5" },
  },
] as const;

/** What one reviewer says of one trace. */
export interface GivenAnswers {
  readonly isCorrect: boolean;
  readonly comment: string | undefined;
  readonly tone: string;
  readonly topics: readonly string[];
  readonly score: number;
  readonly idealAnswer: string;
  readonly facts: readonly string[];
}

/** Everything that was said, by trace; the third trace is the one that the reviewers disagree on. */
export type Given = ReadonlyMap<TraceId, Readonly<Record<"ana" | "ben", GivenAnswers>>>;

/** What a reviewer says of the trace with this number: they agree but for the third. */
export function answersOf(who: "ana" | "ben", number: number): GivenAnswers {
  const disputes = number === 3 && who === "ben";
  return {
    isCorrect: number % 2 === 1,
    comment: number % 4 === 1 ? "matches the policy page" : undefined,
    tone: number % 3 === 0 ? "Cold" : "Neutral",
    topics: number % 2 === 0 ? ["Orders", "Products"] : ["Accounts"],
    score: disputes ? 41 : 40 + number,
    idealAnswer: `Answer number ${number}.`,
    facts: disputes ? ["another fact"] : [`fact ${number}a`, `fact ${number}b`],
  };
}
