import type { Answer, LabelSchema } from "@labeldesk/core";
import type { Outcome, Part, Step, TraceView, Turn } from "@labeldesk/trace-view";
import * as fc from "fast-check";

const HOSTILE = [
  "<!channel>",
  "<!here|here>",
  "<@U123ABC>",
  "<#C123>",
  "<https://evil.example|your bank>",
  "\u0000\u0007\u001b[31m",
  "\u202egnp.exe",
  "\ud800",
  "\udc00",
  "👩‍👩‍👧‍👦",
  "e\u0301".repeat(40),
  "مرحبا بالعالم",
  ":tada: *bold* _it_ ~s~ `c` > q",
  "```js\nlet a = 1\n",
  "\n\n- a\n  - b\n    1. c\n\n> q\n> - x\n",
  "| a | b |\n|---|---|\n| <!here> | [x](javascript:alert) |\n",
  "[click](https://evil.example/?a=b&c=d) ![img](http://x.example/i.png) <b>raw</b>",
  "[ref]: https://a.example\n[ref] [^1]\n",
  ">".repeat(50),
  "[".repeat(50),
];

/** Texts that have broken messages before, mixed with any others. */
export const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...HOSTILE),
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.lorem({ maxCount: 30 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(" "));
/** The same, sometimes long. */
export const anyText = fc.oneof(
  { weight: 6, arbitrary: hostileText },
  {
    weight: 1,
    arbitrary: fc
      .tuple(hostileText, fc.integer({ min: 1, max: 200 }))
      .map(([text, times]) => text.repeat(times)),
  },
);

const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ kind: fc.constant("text" as const), text: anyText, markdown: fc.boolean() }),
  fc.record({
    kind: fc.constant("fields" as const),
    fields: fc.array(fc.record({ name: hostileText, value: anyText }), { maxLength: 20 }),
  }),
  fc.record({
    kind: fc.constant("code" as const),
    text: anyText,
    language: fc.constantFrom("sql", "<!x>"),
  }),
  fc.record({ kind: fc.constant("json" as const), text: anyText }),
  fc.record({
    kind: fc.constant("media" as const),
    media: fc.record({
      type: fc.constantFrom("image" as const, "file" as const),
      reference: fc.oneof(hostileText, fc.constant(`data:image/png;base64,${"A".repeat(1024)}`)),
      name: hostileText,
    }),
  }),
  fc.record({ kind: fc.constant("refusal" as const), text: anyText }),
  fc.record({ kind: fc.constant("toolCall" as const), name: hostileText, argumentsText: anyText }),
);
const parts = fc.array(part, { maxLength: 4 });
const turn: fc.Arbitrary<Turn> = fc.record(
  {
    role: fc.constantFrom(
      "user" as const,
      "assistant" as const,
      "tool" as const,
      "output" as const,
    ),
    name: hostileText,
    parts,
  },
  { requiredKeys: ["role", "parts"] },
);
const error = fc.record({ type: hostileText, message: anyText }, { requiredKeys: ["message"] });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record(
    {
      kind: fc.constant("tool" as const),
      name: hostileText,
      argumentsText: anyText,
      resultText: anyText,
      error,
    },
    { requiredKeys: ["kind", "name"] },
  ),
  fc.record(
    {
      kind: fc.constant("retrieval" as const),
      name: hostileText,
      query: anyText,
      documents: fc.array(
        fc.record(
          { text: anyText, source: hostileText, score: fc.double({ noNaN: true }) },
          { requiredKeys: ["text"] },
        ),
        { maxLength: 5 },
      ),
    },
    { requiredKeys: ["kind", "name", "documents"] },
  ),
  fc.record(
    { kind: fc.constant("other" as const), name: hostileText, input: parts, output: parts, error },
    { requiredKeys: ["kind", "name", "input", "output"] },
  ),
);
const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({ kind: fc.constant("answered" as const), answers: fc.array(turn, { maxLength: 5 }) }),
  fc.record({
    kind: fc.constant("failed" as const),
    error,
    answers: fc.array(turn, { maxLength: 2 }),
  }),
  fc.constant<Outcome>({ kind: "inProgress" }),
  fc.constant<Outcome>({ kind: "empty" }),
);

/** Any trace that trace-view might hand over. */
export const anyView: fc.Arbitrary<TraceView> = fc.record({
  earlier: fc.array(turn, { maxLength: 4 }),
  request: turn,
  outcome,
  steps: fc.array(step, { maxLength: 6 }),
});

const word = (maxLength: number) =>
  hostileText.map((text) => text.trim().slice(0, maxLength).trim() || "word");
const options = (max: number) => fc.uniqueArray(word(200), { minLength: 2, maxLength: max });
const bounds = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 0, max: 30 }));

/** Any question that fits Slack, with a valid answer to it or none. */
export const anyQuestion: fc.Arbitrary<{ schema: LabelSchema; answer: Answer | undefined }> = fc
  .record({
    name: fc.uuid(),
    title: word(300),
    instruction: fc.option(word(1000), { nil: undefined }),
    enableComment: fc.boolean(),
    comment: fc.option(hostileText, { nil: undefined }),
    answered: fc.boolean(),
    kind: fc.oneof(
      fc.record({
        input: fc.tuple(word(100), word(100)).map(([positiveLabel, negativeLabel]) => ({
          kind: "passFail" as const,
          positiveLabel,
          negativeLabel,
        })),
        value: fc.boolean(),
      }),
      options(100).chain((texts) =>
        fc.record({
          input: fc.constant({ kind: "categorical" as const, options: texts }),
          value: fc.constantFrom(...texts),
        }),
      ),
      options(100).chain((texts) =>
        fc.record({
          input: fc.constant({ kind: "categoricalList" as const, options: texts }),
          value: fc.subarray(texts, { minLength: 1 }),
        }),
      ),
      bounds.chain(([min, span]) =>
        fc.record({
          input: fc.constant({ kind: "numeric" as const, min, max: min + span }),
          value: fc.oneof(
            fc.integer({ min, max: min + span }),
            fc.double({ min, max: min + span, noNaN: true }).map((value) => value + 0),
          ),
        }),
      ),
      fc.record({
        input: fc.constant({ kind: "numeric" as const }),
        value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      }),
      fc.record({
        input: fc.constant({ kind: "text" as const }),
        value: anyText.filter((text) => text.trim() !== ""),
      }),
      fc.record({
        input: fc.constant({ kind: "textList" as const }),
        value: fc.array(word(3000), { minLength: 1, maxLength: 20 }),
      }),
    ),
  })
  .map(
    ({ name, title, instruction, enableComment, comment, answered, kind: { input, value } }) => ({
      schema: {
        name,
        type: "feedback",
        title,
        ...(instruction !== undefined && { instruction }),
        enableComment,
        input,
      },
      answer: answered
        ? {
            name,
            value,
            ...(enableComment && comment !== undefined && comment.trim() !== "" && { comment }),
          }
        : undefined,
    }),
  );

/** The questions of a session with the answers given before. */
export const anyQuestions = fc
  .array(anyQuestion, { minLength: 1, maxLength: 8 })
  .map((questions) => ({
    schemas: questions.map(({ schema }) => schema),
    prefill: questions.flatMap(({ answer }) => (answer === undefined ? [] : [answer])),
  }));
