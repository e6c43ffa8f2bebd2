import type { Json } from "@labeldesk/core";
import { describe, expect, it } from "vitest";
import {
  answersOf,
  makeTrace,
  readableSteps,
  readableView,
  textsOf,
  viewCall,
} from "../make-trace.js";
import { viewTrace } from "../../src/index.js";

describe("LangChain and LangGraph", () => {
  it.each<[string, Json]>([
    ["type and content", { type: "human", content: "Figs?" }],
    ["type and data", { type: "human", data: { content: "Figs?" } }],
    ["a pair", ["user", "Figs?"]],
    [
      "the constructor",
      {
        lc: 1,
        type: "constructor",
        id: ["langchain", "schema", "HumanMessage"],
        kwargs: { content: "Figs?" },
      },
    ],
    ["a role", { role: "human", content: "Figs?" }],
  ])("reads a message written as %s", (_form, message) => {
    expect(viewCall({ messages: [message] }, "Yes").request).toEqual({
      role: "user",
      parts: [{ kind: "text", text: "Figs?", markdown: false }],
    });
  });

  it("reads generations, as messages or texts, one answer each", () => {
    const message = { type: "ai", content: "A" };
    const view = viewCall(
      { messages: [[{ type: "human", content: "Go" }]] },
      { generations: [[{ text: "A", message }, { text: "B" }]], llm_output: null },
    );
    expect(textsOf(view.request)).toEqual(["Go"]);
    expect(answersOf(view).map(textsOf)).toEqual([["A"], ["B"]]);
  });

  it("takes the question of an interrupted graph for its answer", () => {
    const messages = [{ type: "human", content: "Wire 900" }];
    const view = viewCall(
      { messages },
      { messages, __interrupt__: [{ value: { question: "Approve 900?" }, id: "1" }] },
    );
    expect(textsOf(view.request)).toEqual(["Wire 900"]);
    expect(answersOf(view).map(textsOf)).toEqual([["Approve 900?"]]);
  });

  it("takes what resumes a graph for the request", () => {
    const view = viewCall(
      { graph: null, update: null, resume: "approve", goto: [] },
      { messages: [{ type: "ai", content: "Wired" }] },
    );
    expect(textsOf(view.request)).toEqual(["approve"]);
    expect(answersOf(view).map(textsOf)).toEqual([["Wired"]]);
  });

  it("shows the last answer of several agents, and the others as steps", () => {
    const view = viewCall(
      { messages: [["user", "Note on tin"]] },
      {
        messages: [
          { type: "human", content: "Note on tin" },
          { type: "ai", name: "researcher", content: "Up 4%" },
          { type: "ai", name: "writer", content: "Tin rose" },
        ],
        plan: "two agents",
      },
    );
    expect(answersOf(view)).toHaveLength(1);
    expect(answersOf(view)[0]).toMatchObject({
      name: "writer",
      parts: [{ text: "Tin rose" }, { fields: [{ name: "plan", value: "two agents" }] }],
    });
    expect(view.steps).toEqual([
      {
        kind: "other",
        name: "researcher",
        input: [],
        output: [{ kind: "text", text: "Up 4%", markdown: true }],
      },
    ]);
  });

  it("reads a question beside its history", () => {
    const chat_history = [
      { type: "human", content: "Hi" },
      { type: "ai", content: "Hello" },
    ];
    const view = viewCall({ input: "And then?", chat_history, tenant: "north" }, { output: "Bye" });
    expect(view.earlier.map(textsOf)).toEqual([["Hi"], ["Hello"]]);
    expect(textsOf(view.request)).toEqual(["And then?"]);
    expect(readableView(view)).toContain("tenant: north");
    expect(answersOf(view).map(textsOf)).toEqual([["Bye"]]);
  });

  it("joins the chunks of a streamed message", () => {
    const chunk = (content: string) => ({ type: "AIMessageChunk", content, tool_call_chunks: [] });
    expect(answersOf(viewCall("Hi", [chunk("Hel"), chunk("lo")])).map(textsOf)).toEqual([
      ["Hello"],
    ]);
  });
});

describe("other frameworks", () => {
  it("reads the blocks of LlamaIndex", () => {
    const messages = [
      {
        role: "user",
        additional_kwargs: {},
        blocks: [
          { block_type: "text", text: "See" },
          { block_type: "image", url: "https://x.org/a.png" },
        ],
      },
    ];
    const view = viewCall(
      { messages },
      { message: { role: "assistant", blocks: [{ block_type: "text", text: "Seen" }] }, raw: null },
    );
    expect(view.request.parts.map(({ kind }) => kind)).toEqual(["text", "media"]);
    expect(answersOf(view).map(textsOf)).toEqual([["Seen"]]);
  });

  it("reads the parts of Pydantic AI", () => {
    const messages = [
      {
        kind: "request",
        parts: [
          { part_kind: "system-prompt", content: "Dice" },
          { part_kind: "user-prompt", content: "Roll" },
        ],
      },
      {
        kind: "response",
        parts: [
          { part_kind: "tool-call", tool_name: "roll", args: '{"sides": 6}', tool_call_id: "1" },
        ],
      },
      {
        kind: "request",
        parts: [{ part_kind: "tool-return", tool_name: "roll", content: "4", tool_call_id: "1" }],
      },
    ];
    const view = viewCall(
      { messages },
      { kind: "response", parts: [{ part_kind: "text", content: "You win" }] },
    );
    expect(view.earlier.map(textsOf)).toEqual([["Dice"]]);
    expect(textsOf(view.request)).toEqual(["Roll"]);
    expect(answersOf(view).map(textsOf)).toEqual([["You win"]]);
    expect(view.steps).toEqual([
      { kind: "tool", name: "roll", argumentsText: '{"sides": 6}', resultText: "4" },
    ]);
  });

  it("reads results and interface messages of the Vercel AI SDK", () => {
    const messages = [
      { id: "1", role: "user", parts: [{ type: "text", text: "Trail?" }] },
      {
        id: "2",
        role: "assistant",
        parts: [
          {
            type: "tool-trail",
            toolCallId: "c",
            state: "output-available",
            input: { name: "T" },
            output: { km: 27 },
          },
        ],
      },
    ];
    const view = viewCall({ messages }, { text: "27 km", toolCalls: [], finishReason: "stop" });
    expect(textsOf(view.request)).toEqual(["Trail?"]);
    expect(answersOf(view).map(textsOf)).toEqual([["27 km"]]);
    expect(view.steps).toEqual([
      { kind: "tool", name: "trail", argumentsText: '{"name": "T"}', resultText: '{"km": 27}' },
    ]);
  });

  it("reads attributes alone: OpenTelemetry, OpenInference, Traceloop's older form", () => {
    const otel = viewTrace(
      makeTrace({
        attributes: {
          "gen_ai.system_instructions": '[{"type": "text", "content": "Be kind"}]',
          "gen_ai.input.messages":
            '[{"role": "user", "parts": [{"type": "text", "content": "Hi"}]}]',
          "gen_ai.output.messages":
            '[{"role": "assistant", "parts": [{"type": "text", "content": "Hello"}], "finish_reason": "stop"}]',
        },
      }),
    );
    expect(
      [otel.earlier, [otel.request], answersOf(otel)].map((turns) => turns.map(textsOf)),
    ).toEqual([[["Be kind"]], [["Hi"]], [["Hello"]]]);

    const openInference = viewTrace(
      makeTrace({
        attributes: {
          "llm.input_messages.0.message.role": "user",
          "llm.input_messages.0.message.contents.0.message_content.type": "text",
          "llm.input_messages.0.message.contents.0.message_content.text": "Hi",
          "llm.output_messages.0.message.role": "assistant",
          "llm.output_messages.0.message.tool_calls.0.tool_call.function.name": "wave",
          "llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments": '{"n":2}',
        },
      }),
    );
    expect(textsOf(openInference.request)).toEqual(["Hi"]);
    expect(answersOf(openInference)[0]?.parts).toEqual([
      { kind: "toolCall", name: "wave", argumentsText: '{"n": 2}' },
    ]);

    const traceloop = viewTrace(
      makeTrace({
        attributes: {
          "gen_ai.prompt.0.role": "user",
          "gen_ai.prompt.0.content": "Hi",
          "gen_ai.completion.0.role": "assistant",
          "gen_ai.completion.0.content": "Hello",
        },
      }),
    );
    expect([textsOf(traceloop.request), ...answersOf(traceloop).map(textsOf)]).toEqual([
      ["Hi"],
      ["Hello"],
    ]);
  });

  it("reads messages that were recorded as events", () => {
    const event = (name: string, attributes: Record<string, Json>) => ({
      name,
      timeNs: 1n,
      attributes,
    });
    const view = viewTrace(
      makeTrace({
        events: [
          event("gen_ai.system.message", { content: "Be kind" }),
          event("gen_ai.user.message", { content: "Hi" }),
          event("gen_ai.choice", {
            index: 0,
            message: '{"role": "assistant", "content": "Hello"}',
          }),
        ],
      }),
    );
    expect([
      view.earlier.map(textsOf),
      textsOf(view.request),
      answersOf(view).map(textsOf),
    ]).toEqual([[["Be kind"]], ["Hi"], [["Hello"]]]);
  });

  it("keeps an item of the Responses API that no reader knows", () => {
    const output = [
      { type: "hologram_call", id: "1", beam: "blue" },
      { type: "message", role: "assistant", content: "Look" },
    ];
    const view = viewCall({ model: "m", input: "Show" }, { output });
    expect(readableSteps(view)).toContain("hologram");
    expect(textsOf(answersOf(view)[0])).toEqual(["Look"]);
  });
});
