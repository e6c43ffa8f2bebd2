import type { Json, Trace } from "@labeldesk/core";
import * as fc from "fast-check";
import { type SpanSketch, makeTrace } from "./make-trace.js";

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
export const trace: fc.Arbitrary<Trace> = fc
  .tuple(
    fc.array(span, { minLength: 1, maxLength: 5 }),
    fc.constantFrom("ok" as const, "error" as const, "inProgress" as const, "unknown" as const),
  )
  .map(([[root = {}, ...children], state]) => ({ ...makeTrace(root, ...children), state }));

/** A tree of plain values under names that no reader knows, with the texts within. */
const plainName = fc.stringMatching(/^[b-z]{1,2}\d{1,3}$/);
export const plainText = fc
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

export const plainValue: fc.Arbitrary<Json> = plain;
