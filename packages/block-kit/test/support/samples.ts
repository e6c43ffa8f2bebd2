import { LabelSchema, type LabelSchema as Schema } from "@labeldesk/core";
import type { TraceView } from "@labeldesk/trace-view";
import type { Card } from "../../src/index.js";

/** A question from its parts. */
export function question(input: Schema["input"], more: Partial<Schema> = {}): Schema {
  return LabelSchema.parse({ name: "score", type: "feedback", title: "Score", input, ...more });
}

/** One question of every kind. */
export const EVERY_KIND: readonly Schema[] = [
  question(
    { kind: "passFail", positiveLabel: "Correct", negativeLabel: "Incorrect" },
    { name: "correct", title: "Is the answer correct?", enableComment: true },
  ),
  question(
    { kind: "categorical", options: ["Too short", "Right", "Too long"] },
    { name: "length", title: "How long is it?" },
  ),
  question(
    { kind: "categoricalList", options: ["Rude", "Wrong", "Unclear"] },
    { name: "flaws", title: "What is wrong with it?" },
  ),
  question({ kind: "numeric", min: 0, max: 100 }),
  question({ kind: "text", maxLength: 500 }, { name: "better", title: "What would be better?" }),
  question(
    { kind: "textList", maxCount: 3, maxLengthEach: 20 },
    {
      name: "expected_facts",
      type: "expectation",
      title: "Which facts must a correct answer contain?",
    },
  ),
];

/** A short conversation with a look-up. */
export const DELAYED_ORDER: TraceView = {
  earlier: [],
  request: {
    role: "user",
    parts: [{ kind: "text", text: "My order is delayed. Where is it?", markdown: false }],
  },
  outcome: {
    kind: "answered",
    answers: [
      {
        role: "assistant",
        parts: [{ kind: "text", text: "It left on **12 November**.", markdown: true }],
      },
    ],
  },
  steps: [
    {
      kind: "tool",
      name: "orders.find",
      argumentsText: '{"id": 4711}',
      resultText: "shipped 2026-11-12",
    },
    { kind: "other", name: "summarise", input: [], output: [] },
    { kind: "retrieval", name: "policies", query: "delay", documents: [{ text: "Be kind." }] },
  ],
};

/** A card to vary. */
export const CARD: Card = {
  position: 7,
  total: 25,
  sessionName: "support-bot answers",
  view: DELAYED_ORDER,
  schemas: EVERY_KIND,
  rendering: { kind: "inline" },
  render: 1,
  ref: "session/item",
};
