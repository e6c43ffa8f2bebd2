import { describe, expect, it } from "vitest";
import { viewTrace } from "../src/index.js";
import {
  answersOf,
  makeSpan,
  makeTrace,
  readableSteps,
  readableView,
  textsOf,
  viewCall,
} from "./make-trace.js";

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

describe("the request", () => {
  it.each([
    [{ question: "Where?" }, "user"],
    [{ payload: { user_query: "Where?" } }, "user"],
    [[{ message: "Where?" }], "user"],
    ["Where?", "user"],
    [{ ticket: "Where?" }, "input"],
  ])("is the one text of %j", (inputs, role) => {
    expect(viewCall(inputs, "There").request).toEqual({
      role,
      parts: [{ kind: "text", text: "Where?", markdown: false }],
    });
  });

  it("comes first where other inputs stand beside it, long ones under their names", () => {
    const context = "A long context.\n".repeat(20);
    const view = viewCall(
      { context, k: 3, question: "Where?", image: "https://x.org/a.png" },
      "There",
    );
    expect(view.request.parts).toEqual([
      { kind: "text", text: "Where?", markdown: false },
      { kind: "fields", fields: [{ name: "k", value: "3" }] },
      { kind: "text", text: context, markdown: false, label: "context" },
      {
        kind: "media",
        media: {
          type: "image",
          reference: "https://x.org/a.png",
          mimeType: "image/png",
          name: "image",
        },
      },
    ]);
  });

  it("keeps the name of a lone number", () => {
    expect(viewCall({ amount: -5 }, null).request.parts).toEqual([
      { kind: "fields", fields: [{ name: "amount", value: "-5" }] },
    ]);
  });

  it("comes from the first child that was asked something when the root recorded nothing", () => {
    const messages = [{ role: "user", content: "Hola" }];
    const view = viewTrace(
      makeTrace(
        { inputs: null, outputs: null },
        { name: "triage", type: "AGENT", outputs: { output_type: "str" } },
        {
          name: "model",
          type: "CHAT_MODEL",
          inputs: messages,
          outputs: { role: "assistant", content: "Buenas" },
        },
      ),
    );
    expect(textsOf(view.request)).toEqual(["Hola"]);
    expect(answersOf(view).map(textsOf)).toEqual([["Buenas"]]);
  });

  it("leaves the ids of session and user out, which the trace carries", () => {
    const trace = makeTrace({
      inputs: { message: "Hi", sid: "s-1", lang: "en" },
      outputs: "Hello",
    });
    const view = viewTrace({ ...trace, metadata: { "mlflow.trace.session": "s-1" } });
    expect(view.request.parts[1]).toEqual({
      kind: "fields",
      fields: [{ name: "lang", value: "en" }],
    });
  });

  it("never shows inline bytes, wherever they stand", () => {
    const bytes = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ".repeat(20);
    const uri = `data:image/png;base64,${bytes}`;
    const view = viewTrace(
      makeTrace(
        {
          inputs: { question: `See ![x](${uri})`, raw: bytes, deep: { list: [{ uri }, { uri }] } },
          outputs: uri,
        },
        { type: "TOOL", name: "draw", inputs: { uri }, outputs: { b64: bytes } },
        {
          type: "RETRIEVER",
          name: "find",
          inputs: uri,
          outputs: [{ page_content: uri, metadata: { source: "a" } }],
        },
      ),
    );
    expect(readableView(view)).not.toContain("iVBORw0KGgo");
    expect(readableView(view)).toContain("[image/png, ");
    expect(answersOf(view)[0]?.parts).toEqual([
      { kind: "media", media: { type: "image", mimeType: "image/png" } },
    ]);
  });
});

describe("the outcome", () => {
  it.each([
    [0, "0"],
    [false, "false"],
    ["", ""],
    [Number.NaN, "NaN"],
    [9007199254740993n, "9007199254740993"],
  ])("takes %s for an answer", (output, text) => {
    expect(textsOf(answersOf(viewCall("go", output))[0])).toEqual([text]);
  });

  it.each([[[]], [{}]])("takes the empty %j for an answer", (output) => {
    expect(viewCall("go", output).outcome.kind).toBe("answered");
  });

  it("is empty when a function returned nothing, whatever its helpers returned", () => {
    const view = viewTrace(makeTrace({ inputs: "go", outputs: null }, { outputs: "half" }));
    expect(view.outcome).toEqual({ kind: "empty" });
    expect(readableSteps(view)).toContain("half");
  });

  it("is in progress while the root is, and shows what there is as steps", () => {
    const trace = makeTrace({ inputs: "go", outputs: "so far" }, { name: "first", outputs: "one" });
    const view = viewTrace({ ...trace, state: "inProgress" });
    expect(view.outcome).toEqual({ kind: "inProgress" });
    expect(readableSteps(view)).toContain("so far");
    expect(readableSteps(view)).toContain("one");
  });

  it("says plainly that a failure was not recorded", () => {
    const { outcome } = viewTrace({ ...makeTrace({ inputs: "go" }), state: "error" });
    expect(outcome.kind === "failed" && outcome.error.message).toContain("was not recorded");
  });

  it("names the chain of causes of an exception", () => {
    const stack = [
      'Traceback (most recent call last):\n  File "a.py", line 1\nOSError: disk\nis full',
      "During handling of the above exception, another exception occurred:",
      'Traceback (most recent call last):\n  File "b.py", line 2\nlib.StoreError: not kept',
      "The above exception was the direct cause of the following exception:",
      'Traceback (most recent call last):\n  File "c.py", line 3\nValueError: no',
    ].join("\n\n");
    const { outcome } = viewTrace({
      ...makeTrace({
        inputs: "go",
        status: failed,
        events: [exception("ValueError", "no", stack)],
      }),
      state: "error",
    });
    expect(outcome.kind === "failed" && outcome.error).toEqual({
      type: "ValueError",
      message: "no",
      cause: {
        type: "lib.StoreError",
        message: "not kept",
        cause: { type: "OSError", message: "disk\nis full" },
      },
    });
  });

  it("tells an error once, where it happened", () => {
    const events = [exception("KeyError", "'limit'")];
    const root = makeSpan({ inputs: "go", outputs: "recovered" });
    const outer = makeSpan({ name: "outer", parentId: root.spanId, status: failed, events });
    const inner = makeSpan({ name: "inner", parentId: outer.spanId, status: failed, events });
    const view = viewTrace({ ...makeTrace({}), spans: [root, outer, inner] });
    expect(view.steps.map(({ name }) => name)).toEqual(["inner"]);
  });

  it("sets an answer's structured company aside, and documents in a step of their own", () => {
    const source_nodes = [
      {
        node: { text: "Water at 6", metadata: { file_name: "a.md", page_label: "2" } },
        score: 0.5,
      },
    ];
    const view = viewCall(
      { query: "When?" },
      { response: "At 6", confidence: 0.9, source_nodes, usage: { total: 5 } },
    );
    expect(answersOf(view)[0]?.parts).toEqual([
      { kind: "text", text: "At 6", markdown: true },
      { kind: "fields", fields: [{ name: "confidence", value: "0.9" }] },
    ]);
    expect(view.steps).toEqual([
      {
        kind: "retrieval",
        name: "root",
        query: "When?",
        documents: [{ text: "Water at 6", source: "a.md p.2", score: 0.5 }],
      },
      {
        kind: "other",
        name: "Further output",
        input: [],
        output: [{ kind: "fields", fields: [{ name: "usage › total", value: "5" }] }],
      },
    ]);
  });

  it("shows a user's turn that a function wrote as its answer", () => {
    const view = viewCall({ persona: "impatient" }, { role: "user", content: "Well?" });
    expect(view.request.parts[0]).toMatchObject({ text: "impatient" });
    expect(answersOf(view).map(textsOf)).toEqual([["Well?"]]);
  });
});
