import {
  AssessmentId,
  type ExactJson,
  exactJson,
  type ExperimentId,
  LabelSchema,
  type NewAssessment,
  type NewLabelingSession,
  ReviewerEmail,
  type RunId,
  type TraceId,
} from "@labeldesk/core";

export const ANA = ReviewerEmail.parse("ana@example.com");
export const BEN = ReviewerEmail.parse("ben@example.com");

/** So many different people. */
export function people(count: number): readonly ReviewerEmail[] {
  return Array.from({ length: count }, (_, index) =>
    ReviewerEmail.parse(`reviewer.number.${index + 1}@review-team.example.com`),
  );
}

/** A question; everything that is not given is plain. */
export function question(changes: Partial<LabelSchema> = {}): LabelSchema {
  return LabelSchema.parse({
    name: "is_correct",
    type: "feedback",
    title: "is_correct",
    input: { kind: "passFail" },
    ...changes,
  });
}

/** A session to create; everything that is not given is plain. */
export function newSession(
  experimentId: ExperimentId,
  changes: Partial<NewLabelingSession> = {},
): NewLabelingSession {
  return {
    experimentId,
    name: "Answers of last week",
    labelSchemas: [question()],
    assignedUsers: [ANA, BEN],
    away: [],
    labelsPerTrace: "everyone",
    dealing: { strategy: "first-come" },
    blind: true,
    enableMultiTurnChat: false,
    createdBy: ANA,
    ...changes,
  };
}

/** An assessment to write, under an id of its own; everything that is not given is plain. */
export function newAssessment(
  traceId: TraceId,
  runId: RunId,
  changes: Partial<NewAssessment> = {},
): NewAssessment {
  return {
    assessmentId: AssessmentId.parse(`a-${crypto.randomUUID()}`),
    traceId,
    runId,
    name: "is_correct",
    type: "feedback",
    value: true,
    source: { kind: "human", id: ANA },
    metadata: {},
    ...changes,
  };
}

/** Inputs as a trace records them. */
export function inputs(text: string): ExactJson {
  return exactJson(text);
}

const longOption = (index: number) =>
  `Option ${index}: ${"a choice whose words go on beyond what fits on a button ".repeat(3)}`.trim();

/** Questions of every kind, with what stores tend to lose. */
export const QUESTIONS: readonly (readonly [what: string, schema: LabelSchema])[] = [
  ["pass or fail", question()],
  [
    "pass or fail with long labels",
    question({
      input: {
        kind: "passFail",
        positiveLabel: "Yes: the answer is right in every point that the customer asked about",
        negativeLabel:
          "No: at least one point of what the customer asked about is wrong or left out",
      },
    }),
  ],
  ["one of two options", question({ input: { kind: "categorical", options: ["a", "b"] } })],
  [
    "one of 25 options",
    question({
      input: { kind: "categorical", options: Array.from({ length: 25 }, (_, n) => `Option ${n}`) },
    }),
  ],
  [
    "one of options in their order",
    question({ input: { kind: "categorical", options: ["bad", "fair", "good"], ordered: true } }),
  ],
  [
    "one of 25 options in their order",
    question({
      input: {
        kind: "categorical",
        options: Array.from({ length: 25 }, (_, n) => `Level ${n}`),
        ordered: true,
      },
    }),
  ],
  [
    "any of options longer than 64 characters",
    question({ input: { kind: "categoricalList", options: [longOption(1), longOption(2)] } }),
  ],
  [
    "any of two options",
    question({ input: { kind: "categoricalList", options: ["tone", "facts"] } }),
  ],
  ["a number without bounds", question({ input: { kind: "numeric" } })],
  ["a number with one bound", question({ input: { kind: "numeric", min: 0 } })],
  ["a number between fractions", question({ input: { kind: "numeric", min: -0.5, max: 1.25 } })],
  ["the only number allowed", question({ input: { kind: "numeric", min: 3, max: 3 } })],
  ["a text", question({ input: { kind: "text" } })],
  ["a text with a limit", question({ input: { kind: "text", maxLength: 500 } })],
  ["a list of texts", question({ input: { kind: "textList" } })],
  [
    "a list of texts with limits",
    question({ input: { kind: "textList", maxLengthEach: 200, maxCount: 5 } }),
  ],
  [
    "an expectation with a title, an instruction and comments",
    question({
      name: "expected_facts",
      type: "expectation",
      title: "Which facts must a correct answer contain?",
      instruction: "One fact per line.\n\n- short\n- each can be checked by itself",
      input: { kind: "textList" },
      enableComment: true,
    }),
  ],
  [
    "words of every script",
    question({
      name: "Größe – 大きさ",
      title: "Ist die Größe richtig? 大きさ 📏 <b>&amp;</b> *_~`",
      instruction: "Écrivez “oui” \\ \"non\" 'peut-être'; €",
      input: { kind: "categorical", options: ["Größer als 1 €", "大きい", "👍🏽", "a, b; c | d"] },
    }),
  ],
  [
    "texts as long as they may be",
    question({
      name: "n".repeat(250),
      title: "t".repeat(1000),
      instruction: "i".repeat(1000),
    }),
  ],
];
