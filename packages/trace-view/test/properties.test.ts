import type { Json, Trace } from "@labeldesk/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { viewTrace } from "../src/index.js";
import { type SpanSketch, makeTrace, readableView, viewCall } from "./make-trace.js";

/** Names that readers look for, so that random trees come close to every known shape. */
const telling = fc.constantFrom(
  "messages",
  "role",
  "content",
  "parts",
  "type",
  "text",
  "choices",
  "message",
  "delta",
  "tool_calls",
  "function",
  "name",
  "arguments",
  "args",
  "input",
  "output",
  "instructions",
  "contents",
  "candidates",
  "system",
  "kwargs",
  "data",
  "generations",
  "update",
  "goto",
  "resume",
  "__interrupt__",
  "kind",
  "part_kind",
  "metadata",
  "page_content",
  "documents",
  "score",
  "node",
  "source",
  "image_url",
  "url",
  "finishReason",
  "toolCalls",
  "question",
  "answer",
  "history",
  "prompt",
  "events",
  "thinking",
  "id",
  "message_content",
  "blocks",
  "response",
  "body",
  "results",
  "audio",
  "refusal",
  "value",
  "status",
);
const tellingText = fc.constantFrom(
  "user",
  "assistant",
  "tool",
  "system",
  "human",
  "ai",
  "text",
  "tool_use",
  "tool_result",
  "thinking",
  "function_call",
  "reasoning",
  "message",
  "constructor",
  "image_url",
  "input_text",
  "refusal",
  "image_generation_call",
  "web_search_call",
  "content_block_delta",
  "AIMessageChunk",
  "tool-call",
  "user-prompt",
  "request",
  "https://example.com/a.png",
  "mlflow-attachment://x?content_type=a%2Fb",
  "data:image/png;base64,AAAA",
  '{"a": [1]}',
  "[",
  "{",
);
const scalar: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom(null, true, false, 0, -0, Number.NaN, Number.POSITIVE_INFINITY, ""),
  fc.double(),
  fc.bigInt(),
  fc.string({ unit: "binary" }),
  tellingText,
);
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    scalar,
    fc.array(tie("json"), { maxLength: 5 }),
    fc
      .array(
        fc.tuple(
          fc.oneof({ weight: 4, arbitrary: telling }, { weight: 1, arbitrary: fc.string() }),
          tie("json"),
        ),
        {
          maxLength: 6,
        },
      )
      .map((entries) => Object.fromEntries(entries)),
  ),
}));

const attributeNames = fc.constantFrom(
  "gen_ai.input.messages",
  "gen_ai.output.messages",
  "gen_ai.prompt.0.role",
  "gen_ai.prompt.0.content",
  "gen_ai.prompt",
  "gen_ai.completion.0.content",
  "llm.input_messages.0.message.role",
  "llm.input_messages.0.message.content",
  "llm.input_messages.x",
  "input.value",
  "output.value",
  "ai.prompt",
  "ai.response.text",
  "ai.response.toolCalls",
  "gen_ai.operation.name",
  "gen_ai.tool.name",
  "retrieval.documents.0.document.content",
  "openinference.span.kind",
  "exception.message",
  "exception.type",
  "exception.stacktrace",
  "mlflow.chunk.value",
  "body",
  "name",
);
const attributes = fc
  .array(fc.tuple(attributeNames, json), { maxLength: 5 })
  .map((entries) => Object.fromEntries(entries));
const span: fc.Arbitrary<SpanSketch> = fc.record(
  {
    name: fc.string(),
    type: fc.constantFrom("TOOL", "RETRIEVER", "LLM", "CHAT_MODEL", "EMBEDDING", "AGENT", "ODD"),
    inputs: json,
    outputs: json,
    attributes,
    status: fc.constantFrom(
      { code: "ok" as const },
      { code: "error" as const, message: "ValueError: no" },
    ),
    events: fc.array(
      fc.record({
        name: fc.constantFrom(
          "exception",
          "gen_ai.user.message",
          "gen_ai.choice",
          "mlflow.chunk.item.0",
          "odd",
        ),
        timeNs: fc.constant(1n),
        attributes,
      }),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: [] },
);
const trace: fc.Arbitrary<Trace> = fc
  .tuple(
    fc.array(span, { minLength: 1, maxLength: 5 }),
    fc.constantFrom("ok" as const, "error" as const, "inProgress" as const, "unknown" as const),
  )
  .map(([[root = {}, ...children], state]) => ({ ...makeTrace(root, ...children), state }));

/** A tree of plain values under names that no reader knows, with the texts within. */
const plainName = fc.stringMatching(/^[b-z]{1,2}\d{1,3}$/);
const plainText = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9 .,:;!?"'\n<>&*_`-]{0,300}[A-Za-z]$/)
  .filter((text) => text.length < 500);
const { plain } = fc.letrec<{ plain: Json }>((tie) => ({
  plain: fc.oneof(
    { maxDepth: 5 },
    plainText,
    fc.integer(),
    fc.boolean(),
    fc.array(tie("plain"), { maxLength: 6 }),
    fc.dictionary(plainName, tie("plain"), { maxKeys: 6 }),
  ),
}));

function leaves(value: Json): string[] {
  if (typeof value !== "object" || value === null) return [String(value)];
  return Object.values(value).flatMap(leaves);
}

/** Whether a text can be read, as it is or with the escapes of JSON. */
function canRead(shown: string, text: string): boolean {
  return shown.includes(text) || shown.includes(JSON.stringify(text).slice(1, -1));
}

function nest(depth: number, wrap: (inner: Json) => Json): Json {
  let value: Json = "the bottom";
  for (let level = 0; level < depth; level += 1) value = wrap(value);
  return value;
}

function secondsOf(run: () => unknown): number {
  const startMs = performance.now();
  run();
  return (performance.now() - startMs) / 1_000;
}

describe("viewTrace on anything", () => {
  it("never throws, whatever was recorded", () => {
    fc.assert(
      fc.property(trace, (any) => {
        const view = viewTrace(any);
        expect(view.request.parts).toBeInstanceOf(Array);
      }),
      { numRuns: 1_500 },
    );
  });

  it("keeps every text of plain inputs and outputs within reach", () => {
    fc.assert(
      fc.property(plain, plain, (inputs, outputs) => {
        const shown = readableView(viewCall(inputs, outputs));
        for (const text of [...leaves(inputs), ...leaves(outputs)])
          expect(canRead(shown, text), text).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps every text of a conversation within reach, in the order in which it was said", () => {
    const message = fc.record({
      role: fc.constantFrom("user", "assistant", "system"),
      content: plainText,
    });
    fc.assert(
      fc.property(
        fc.array(message, { minLength: 1, maxLength: 12 }),
        plainText,
        (messages, answer) => {
          const view = viewCall(
            { messages },
            { choices: [{ message: { role: "assistant", content: answer } }] },
          );
          const shown = readableView(view);
          for (const { content } of messages) expect(shown).toContain(content);
          expect(shown).toContain(answer);
          const before = view.earlier.map(({ role }) => role);
          expect(before).toEqual(messages.slice(0, before.length).map(({ role }) => role));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("is the same twice", () => {
    fc.assert(
      fc.property(trace, (any) => {
        expect(viewTrace(any)).toEqual(viewTrace(any));
      }),
      { numRuns: 100 },
    );
  });
});

describe("viewTrace in bounded time", () => {
  const limitSeconds = 5;
  const long = "Lorem ipsum dolor sit amet. ".repeat(180_000);

  it("reads a text of five megabytes", () => {
    expect(secondsOf(() => viewCall({ question: long }, long))).toBeLessThan(limitSeconds);
    const chat = { messages: [{ role: "user", content: long }] };
    expect(secondsOf(() => viewCall(chat, { content: long, role: "assistant" }))).toBeLessThan(
      limitSeconds,
    );
  });

  it("reads five megabytes of small values", () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => ({
      id: index,
      name: `row ${index}`,
      tags: ["a", "b"],
    }));
    expect(secondsOf(() => viewCall({ rows }, { rows }))).toBeLessThan(limitSeconds);
  });

  it("reads five megabytes in branches two hundred levels deep", () => {
    const branches = Array.from({ length: 2_500 }, () =>
      nest(200, (inner) => ({ in: inner, n: 1 })),
    );
    expect(secondsOf(() => viewCall({ branches }, branches))).toBeLessThan(limitSeconds);
  });

  it("reads ten thousand messages and five thousand spans", () => {
    const messages = Array.from({ length: 10_000 }, (_, index) => ({
      role: index % 2 === 0 ? "user" : "assistant",
      content: `${index} ${"word ".repeat(80)}`,
    }));
    expect(secondsOf(() => viewCall({ messages }, { messages }))).toBeLessThan(limitSeconds);
    const children = Array.from({ length: 5_000 }, (_, index) => ({
      name: `tool ${index}`,
      type: index % 2 === 0 ? "TOOL" : "CHAIN",
      inputs: { index },
      outputs: `result ${index}`,
    }));
    const many = makeTrace({ inputs: "go", outputs: "done" }, ...children);
    expect(secondsOf(() => viewTrace(many))).toBeLessThan(limitSeconds);
  });

  it("reads texts that invite slow matching", () => {
    for (const text of [
      "data:".repeat(200_000),
      `data:image/png;base64,${"A".repeat(1_000_000)}`,
      "[".repeat(500_000),
      `[[${" ".repeat(500_000)}`,
      "\n".repeat(500_000),
      "{".repeat(300_000) + "}".repeat(300_000),
    ]) {
      expect(secondsOf(() => viewCall(text, { answer: text }))).toBeLessThan(limitSeconds);
    }
  });

  it.each([200, 5_000])("reads a value nested %i levels deep", (depth) => {
    for (const wrap of [
      (inner: Json) => ({ inner, beside: 1 }),
      (inner: Json) => [inner, 1],
      (inner: Json) => ({ content: [inner], role: "user" }),
      (inner: Json) => ({ message_content: inner }),
      (inner: Json) => ({ body: inner, beside: 1 }),
      (inner: Json) => ({ message: inner, beside: 1 }),
    ]) {
      const deep = nest(depth, wrap);
      expect(secondsOf(() => viewCall("go", deep))).toBeLessThan(limitSeconds);
      expect(viewCall(deep, "done").outcome.kind).toBe("answered");
    }
    if (depth <= 1_000) {
      const shown = readableView(
        viewCall(
          "go",
          nest(depth, (inner) => ({ inner, beside: 1 })),
        ),
      );
      expect(shown).toContain("the bottom");
    }
  });
});
