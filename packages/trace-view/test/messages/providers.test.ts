import { describe, expect, it } from "vitest";
import { answersOf, readableView, textsOf, viewCall } from "../make-trace.js";

describe("Anthropic", () => {
  it("reads images and documents by reference, and never their bytes", () => {
    const content = [
      { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo" } },
      { type: "image", source: { type: "url", url: "https://example.com/cat" } },
      {
        type: "document",
        title: "Terms",
        source: { type: "url", url: "https://example.com/terms.pdf" },
      },
      { type: "document", source: { type: "text", media_type: "text/plain", data: "Clause 1" } },
      { type: "text", text: "Compare" },
    ];
    const view = viewCall({ max_tokens: 5, messages: [{ role: "user", content }] }, "Done");
    expect(view.request.parts).toEqual([
      { kind: "media", media: { type: "image", mimeType: "image/png" } },
      { kind: "media", media: { type: "image", reference: "https://example.com/cat" } },
      {
        kind: "media",
        media: {
          type: "file",
          reference: "https://example.com/terms.pdf",
          mimeType: "application/pdf",
          name: "Terms",
        },
      },
      { kind: "text", text: "Clause 1", markdown: false },
      { kind: "text", text: "Compare", markdown: false },
    ]);
    expect(readableView(view)).not.toContain("iVBOR");
  });

  it("takes the result of a tool for the tool's turn, not for the user's", () => {
    const messages = [
      { role: "user", content: "Refund 12" },
      {
        role: "assistant",
        content: [{ type: "tool_use", id: "t1", name: "refund", input: { order: 12 } }],
      },
      {
        role: "user",
        content: [
          { type: "tool_result", tool_use_id: "t1", is_error: true, content: "unknown order" },
        ],
      },
    ];
    const view = viewCall(
      { messages },
      { type: "message", role: "assistant", content: [{ type: "text", text: "No" }] },
    );
    expect(textsOf(view.request)).toEqual(["Refund 12"]);
    expect(view.steps).toEqual([
      {
        kind: "tool",
        name: "refund",
        argumentsText: '{"order": 12}',
        error: { message: "unknown order" },
      },
    ]);
  });

  it("puts a streamed answer together", () => {
    const view = viewCall({ messages: [{ role: "user", content: "Hi" }] }, [
      { type: "message_start", message: { role: "assistant", content: [] } },
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hel" } },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "lo" } },
      {
        type: "content_block_start",
        index: 1,
        content_block: { type: "tool_use", id: "t", name: "wave", input: {} },
      },
      {
        type: "content_block_delta",
        index: 1,
        delta: { type: "input_json_delta", partial_json: '{"n": 1}' },
      },
      { type: "message_stop" },
    ]);
    expect(answersOf(view)[0]?.parts).toEqual([
      { kind: "text", text: "Hello", markdown: true },
      { kind: "toolCall", name: "wave", argumentsText: '{"n": 1}' },
    ]);
  });
});

describe("Bedrock", () => {
  it("reads Converse: blocks without a type, tools, reasoning, images", () => {
    const messages = [
      {
        role: "user",
        content: [
          { text: "What is it?" },
          { image: { format: "jpeg", source: { bytes: "/9j/4AAQ" } } },
        ],
      },
      {
        role: "assistant",
        content: [{ toolUse: { toolUseId: "u1", name: "look", input: { zoom: 2 } } }],
      },
      {
        role: "user",
        content: [
          {
            toolResult: {
              toolUseId: "u1",
              content: [{ json: { seen: "cat" } }],
              status: "success",
            },
          },
        ],
      },
    ];
    const content = [
      { reasoningContent: { reasoningText: { text: "It has whiskers", signature: "x" } } },
      { text: "A cat" },
    ];
    const view = viewCall(
      {
        modelId: "claude",
        system: [{ text: "You see" }],
        messages,
        inferenceConfig: { maxTokens: 9 },
      },
      {
        output: { message: { role: "assistant", content } },
        stopReason: "end_turn",
        usage: { inputTokens: 1 },
      },
    );
    expect(view.earlier.map(textsOf)).toEqual([["You see"]]);
    expect(view.request.parts).toEqual([
      { kind: "text", text: "What is it?", markdown: false },
      { kind: "media", media: { type: "image", mimeType: "image/jpeg" } },
    ]);
    expect(answersOf(view).map(textsOf)).toEqual([["A cat"]]);
    expect(view.steps[0]).toEqual({
      kind: "tool",
      name: "look",
      argumentsText: '{"zoom": 2}',
      resultText: '{"seen": "cat"}',
    });
    expect(view.steps[1]).toMatchObject({
      name: "Thinking",
      output: [{ text: "It has whiskers" }],
    });
  });

  it("reads ConverseStream and the bodies of InvokeModel", () => {
    const asked = { modelId: "m", messages: [{ role: "user", content: [{ text: "Hi" }] }] };
    const streamed = viewCall(asked, [
      { messageStart: { role: "assistant" } },
      { contentBlockDelta: { contentBlockIndex: 0, delta: { text: "Hel" } } },
      { contentBlockDelta: { contentBlockIndex: 0, delta: { text: "lo" } } },
      { messageStop: { stopReason: "end_turn" } },
    ]);
    expect(answersOf(streamed).map(textsOf)).toEqual([["Hello"]]);
    const titan = {
      inputTextTokenCount: 1,
      results: [{ outputText: "Hei", completionReason: "FINISH" }],
    };
    expect(answersOf(viewCall({ body: '{"inputText": "Hi"}' }, titan)).map(textsOf)).toEqual([
      ["Hei"],
    ]);
    expect(textsOf(viewCall({ body: '{"inputText": "Hi"}' }, titan).request)).toEqual(["Hi"]);
  });
});

describe("Gemini", () => {
  it("reads inline data, files, code that ran, and thoughts", () => {
    const contents = [
      {
        role: "user",
        parts: [{ text: "Count" }, { inlineData: { mimeType: "image/webp", data: "UklGR" } }],
      },
      { role: "model", parts: [{ functionCall: { name: "zoom", args: { by: 2 } } }] },
      {
        role: "user",
        parts: [{ functionResponse: { name: "zoom", response: { result: "zoomed" } } }],
      },
      { role: "user", parts: [{ fileData: { mimeType: "video/mp4", fileUri: "gs://b/f.mp4" } }] },
    ];
    const parts = [
      { text: "First I look", thought: true },
      { executableCode: { language: "PYTHON", code: "print(3)" } },
      { codeExecutionResult: { outcome: "OUTCOME_OK", output: "3" } },
      { text: "Three" },
    ];
    const view = viewCall(
      { contents, systemInstruction: { parts: [{ text: "Be exact" }] } },
      { candidates: [{ content: { role: "model", parts } }] },
    );
    expect(view.earlier[0]).toMatchObject({ role: "system" });
    expect(view.earlier[1]?.parts[1]).toEqual({
      kind: "media",
      media: { type: "image", mimeType: "image/webp" },
    });
    expect(view.request.parts).toEqual([
      { kind: "media", media: { type: "video", reference: "gs://b/f.mp4", mimeType: "video/mp4" } },
    ]);
    expect(answersOf(view)[0]?.parts).toEqual([
      { kind: "code", text: "print(3)", language: "python" },
      { kind: "code", text: "3" },
      { kind: "text", text: "Three", markdown: true },
    ]);
  });

  it("reads contents that are texts, and an answer in pieces", () => {
    const piece = (text: string) => ({
      candidates: [{ content: { role: "model", parts: [{ text }] } }],
    });
    const view = viewCall({ model: "gemini", contents: ["Tides?", "Briefly"] }, [
      piece("The "),
      piece("Moon"),
    ]);
    expect(textsOf(view.request)).toEqual(["Briefly"]);
    expect(readableView(view)).toContain("Tides?");
    expect(answersOf(view).map(textsOf)).toEqual([["The Moon"]]);
  });
});
