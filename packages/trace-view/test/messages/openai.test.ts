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

const asked = { model: "gpt-4o", messages: [{ role: "user", content: "Hello" }] };

describe("chat completions", () => {
  it("reads a spoken answer: what was said, and the sound without its bytes", () => {
    const audio = {
      id: "audio_1",
      data: "UklGRiQAAABXQVZF".repeat(100),
      transcript: "Good morning",
    };
    const message = { role: "assistant", content: null, audio };
    const view = viewCall(asked, { choices: [{ message }] });
    expect(textsOf(answersOf(view)[0])).toEqual(["Good morning"]);
    expect(answersOf(view)[0]?.parts[1]).toEqual({ kind: "media", media: { type: "audio" } });
    expect(readableView(view)).not.toContain("UklGR");
  });

  it("reads sound and files that the user sent", () => {
    const content = [
      { type: "text", text: "What is said here?" },
      { type: "input_audio", input_audio: { data: "UklGRiQA", format: "wav" } },
      {
        type: "file",
        file: { filename: "notes.pdf", file_data: "data:application/pdf;base64,JVBERi0=" },
      },
    ];
    const view = viewCall({ messages: [{ role: "user", content }] }, "A song");
    expect(view.request.parts.slice(1)).toEqual([
      { kind: "media", media: { type: "audio", mimeType: "audio/wav" } },
      { kind: "media", media: { type: "file", mimeType: "application/pdf", name: "notes.pdf" } },
    ]);
  });

  it("puts a streamed answer together, its tool calls and its refusal included", () => {
    const chunk = (delta: object, index = 0) => ({ choices: [{ index, delta: { ...delta } }] });
    const view = viewCall(asked, [
      chunk({ role: "assistant", content: "Let me " }),
      chunk({ content: "look." }),
      chunk({
        tool_calls: [{ index: 0, id: "c1", function: { name: "find", arguments: '{"q":' } }],
      }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: ' "figs"}' } }] }),
      chunk({ content: "No." }, 1),
    ]);
    const [first, second] = answersOf(view);
    expect(first?.parts).toEqual([
      { kind: "text", text: "Let me look.", markdown: true },
      { kind: "toolCall", name: "find", argumentsText: '{"q": "figs"}' },
    ]);
    expect(textsOf(second)).toEqual(["No."]);
  });

  it("shows what had arrived when a stream broke off", () => {
    const value = JSON.stringify({ choices: [{ index: 0, delta: { content: "Half an ans" } }] });
    const view = viewTrace({
      ...makeTrace({
        inputs: asked,
        status: { code: "error", message: "APIConnectionError: gone" },
        events: [
          { name: "mlflow.chunk.item.0", timeNs: 1n, attributes: { "mlflow.chunk.value": value } },
        ],
      }),
      state: "error",
    });
    expect(view.outcome).toMatchObject({
      kind: "failed",
      error: { type: "APIConnectionError", message: "gone" },
    });
    expect(textsOf(answersOf(view)[0])).toEqual(["Half an ans"]);
  });

  it("reads the functions of before tools, and completions of before chat", () => {
    const called = {
      role: "assistant",
      content: null,
      function_call: { name: "sum", arguments: '{"a": 1}' },
    };
    const view = viewCall(asked, { choices: [{ message: called }] });
    expect(answersOf(view)[0]?.parts).toEqual([
      { kind: "toolCall", name: "sum", argumentsText: '{"a": 1}' },
    ]);
    const older = viewCall(
      { model: "davinci", prompt: "Once" },
      { choices: [{ text: " upon" }, { text: " more" }] },
    );
    expect(textsOf(older.request)).toEqual(["Once"]);
    expect(answersOf(older).map(textsOf)).toEqual([[" upon"], [" more"]]);
  });

  it("lays out an answer that is JSON", () => {
    const view = viewCall(asked, {
      choices: [{ message: { role: "assistant", content: '{"plan":"Team"}' } }],
    });
    expect(answersOf(view)[0]?.parts).toEqual([{ kind: "json", text: '{\n  "plan": "Team"\n}' }]);
  });

  it("keeps the fields of an app's own state beside the messages, and drops those of the call", () => {
    const messages = [{ role: "user", content: "Hello" }];
    const state = viewCall({ messages, customer_tier: "gold" }, "Hi");
    expect(state.request.parts[1]).toEqual({
      kind: "fields",
      fields: [{ name: "customer_tier", value: "gold" }],
    });
    expect(
      viewCall({ messages, model: "m", logit_bias: { a: 1 } }, "Hi").request.parts,
    ).toHaveLength(1);
  });
});

describe("the Responses API", () => {
  it("reads calls, their outputs, reasoning and built-in tools", () => {
    const view = viewCall(
      { model: "gpt-5", instructions: "Be brief", input: "Weather?" },
      {
        object: "response",
        output: [
          { type: "reasoning", summary: [{ type: "summary_text", text: "Look it up first" }] },
          {
            type: "web_search_call",
            id: "ws_1",
            action: { type: "search", query: "weather oslo" },
          },
          { type: "function_call", call_id: "c1", name: "wind", arguments: "{}" },
          { type: "function_call_output", call_id: "c1", output: "5 m/s" },
          { type: "message", role: "assistant", content: [{ type: "output_text", text: "Windy" }] },
        ],
      },
    );
    expect(view.earlier.map(textsOf)).toEqual([["Be brief"]]);
    expect(textsOf(answersOf(view)[0])).toEqual(["Windy"]);
    expect(view.steps).toEqual([
      {
        kind: "other",
        name: "Thinking",
        input: [],
        output: [expect.objectContaining({ text: "Look it up first" })],
      },
      {
        kind: "tool",
        name: "web_search",
        argumentsText: '{"type": "search", "query": "weather oslo"}',
      },
      { kind: "tool", name: "wind", argumentsText: "{}", resultText: "5 m/s" },
    ]);
  });

  it("reads the events of a stream", () => {
    const input = { model: "gpt-5", input: [{ role: "user", content: "Hi" }] };
    const done = {
      type: "message",
      role: "assistant",
      content: [{ type: "output_text", text: "Hello" }],
    };
    const whole = viewCall(input, [
      { type: "response.created", response: { output: [] } },
      { type: "response.output_text.delta", delta: "Hel" },
      { type: "response.completed", response: { output: [done] } },
    ]);
    expect(answersOf(whole).map(textsOf)).toEqual([["Hello"]]);
    const partial = viewCall(input, [
      { type: "response.output_text.delta", delta: "Hel" },
      { type: "response.output_text.delta", delta: "lo" },
    ]);
    expect(answersOf(partial).map(textsOf)).toEqual([["Hello"]]);
  });

  it("shows a failed call of an MCP tool with what it said", () => {
    const output = [
      {
        type: "mcp_call",
        id: "m1",
        name: "crm.find",
        arguments: '{"id": 7}',
        output: "no such customer",
      },
      { type: "message", role: "assistant", content: [{ type: "output_text", text: "Not found" }] },
    ];
    const view = viewCall({ model: "gpt-5", input: "Find 7" }, { output });
    expect(readableSteps(view)).toContain('crm.find\n{"id": 7}\nno such customer');
  });
});
