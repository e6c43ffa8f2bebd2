import { describe, expect, it } from "vitest";
import { viewTrace } from "../../src/index.js";
import { makeSpan, makeTrace } from "../make-trace.js";

const exception = (type: string, message: string, stacktrace = "") => ({
  name: "exception",
  timeNs: 1n,
  attributes: {
    "exception.type": type,
    "exception.message": message,
    "exception.stacktrace": stacktrace,
  },
});
const failed = { code: "error" as const };

describe("the steps", () => {
  it("show tools in order of time, with arguments, result and error", () => {
    const view = viewTrace(
      makeTrace(
        { inputs: "go", outputs: "done" },
        {
          name: "late",
          type: "TOOL",
          startNs: 9_000_000_000n,
          inputs: {},
          outputs: { content: [{ type: "text", text: "two" }], isError: false },
        },
        {
          name: "early",
          type: "TOOL",
          startNs: 8_000_000_000n,
          inputs: { a: [1] },
          status: { code: "error", message: "TimeoutError: slow" },
        },
        {
          name: "execute_tool find",
          startNs: 9_500_000_000n,
          attributes: {
            "gen_ai.operation.name": "execute_tool",
            "gen_ai.tool.name": "find",
            "gen_ai.tool.call.arguments": '{"q": "x"}',
            "gen_ai.tool.call.result": "x found",
          },
        },
      ),
    );
    expect(view.steps).toEqual([
      {
        kind: "tool",
        name: "early",
        argumentsText: '{"a": [1]}',
        error: { type: "TimeoutError", message: "slow" },
      },
      { kind: "tool", name: "late", argumentsText: "{}", resultText: "two" },
      { kind: "tool", name: "find", argumentsText: '{"q": "x"}', resultText: "x found" },
    ]);
  });

  it("count a call once that both a model asked for and a span recorded", () => {
    const call = {
      role: "assistant",
      tool_calls: [{ id: "c1", function: { name: "price", arguments: '{"fruit": "fig"}' } }],
    };
    const view = viewTrace(
      makeTrace(
        { inputs: "go", outputs: "done" },
        {
          type: "LLM",
          name: "model",
          inputs: { messages: [{ role: "user", content: "go" }] },
          outputs: call,
        },
        { type: "TOOL", name: "price", inputs: { fruit: "fig", currency: "EUR" }, outputs: 6.2 },
        { type: "TOOL", name: "price", inputs: { fruit: "nut" }, outputs: 7 },
      ),
    );
    expect(view.steps.map((step) => step.kind === "tool" && step.resultText)).toEqual(["6.2", "7"]);
  });

  it.each([
    [
      "LangChain",
      [{ page_content: "T", metadata: { source: "a.md", page: 3 } }],
      { text: "T", source: "a.md p.3" },
    ],
    ["a list of texts", ["T"], { text: "T" }],
    [
      "Chroma",
      { documents: [["T"]], metadatas: [[{ source: "a.md" }]] },
      { text: "T", source: "a.md" },
    ],
    [
      "Bedrock",
      {
        retrievalResults: [
          { content: { text: "T" }, location: { s3Location: { uri: "s3://b/a" } }, score: 0.1 },
        ],
      },
      { text: "T", source: "s3://b/a", score: 0.1 },
    ],
    [
      "Pinecone",
      { matches: [{ id: "1", score: 0.7, metadata: { text: "T", title: "A" } }] },
      { text: "T", source: "A", score: 0.7 },
    ],
    [
      "OpenInference",
      [{ document: { content: "T", score: 0.2, metadata: '{"url": "https://x.org"}' } }],
      { text: "T", source: "https://x.org", score: 0.2 },
    ],
  ])("show the documents of %s", (_library, outputs, document) => {
    const view = viewTrace(
      makeTrace(
        { inputs: "go", outputs: "done" },
        { type: "RETRIEVER", name: "find", inputs: { query: "q" }, outputs },
      ),
    );
    expect(view.steps).toEqual([
      { kind: "retrieval", name: "find", query: "q", documents: [document] },
    ]);
  });

  it("show a look-up that found nothing", () => {
    const view = viewTrace(
      makeTrace(
        { inputs: "go", outputs: "done" },
        { type: "RETRIEVER", name: "find", inputs: "q", outputs: [] },
      ),
    );
    expect(view.steps).toEqual([{ kind: "retrieval", name: "find", query: "q", documents: [] }]);
  });

  it("leave out what says nothing new: wrappers, embeddings, parsers", () => {
    const view = viewTrace(
      makeTrace(
        { inputs: { question: "Where?" }, outputs: "There" },
        { name: "wrapper", inputs: { question: "Where?" }, outputs: { answer: "There" } },
        { name: "embed", type: "EMBEDDING", inputs: "Where?", outputs: [0.1, 0.2] },
        { name: "parse", type: "PARSER", inputs: "x", outputs: "parsed" },
        { name: "pass on", inputs: { state: "kept" }, outputs: "kept" },
        { name: "draft", type: "LLM", inputs: "write", outputs: "A first draft" },
      ),
    );
    expect(view.steps.map(({ name }) => name)).toEqual(["draft"]);
  });

  it("say how long an input is that is not shown", () => {
    const inputs = {
      agents: Array.from({ length: 100 }, (_, index) => ({
        id: index,
        role: "cook",
        goal: "soup",
      })),
    };
    const [step] = viewTrace(
      makeTrace({ inputs: "go", outputs: "done" }, { name: "crew", inputs, outputs: "stew" }),
    ).steps;
    expect(step?.kind === "other" && step.inputOmittedChars).toBeGreaterThan(2_000);
  });

  it("keep spans whose parents form a ring", () => {
    const one = makeSpan({
      spanId: "a",
      parentId: "b",
      type: "TOOL",
      name: "one",
      status: failed,
      events: [exception("E", "x")],
    });
    const other = makeSpan({
      spanId: "b",
      parentId: "a",
      type: "TOOL",
      name: "other",
      outputs: "y",
    });
    const view = viewTrace({ ...makeTrace({}), spans: [one, other] });
    expect(view.steps.map(({ name }) => name)).toEqual(["one", "other"]);
  });
});
