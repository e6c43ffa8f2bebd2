import { LabelSchema } from "@labeldesk/core";

export const GOOD = LabelSchema.parse({
  name: "good",
  type: "feedback",
  title: "Is it good?",
  input: { kind: "passFail" },
  enableComment: true,
});

export const SCORE = LabelSchema.parse({
  name: "score",
  type: "feedback",
  title: "Score",
  input: { kind: "numeric", min: 1, max: 5 },
});

export const FACT = LabelSchema.parse({
  name: "fact",
  type: "expectation",
  title: "Which fact?",
  input: { kind: "text" },
});
