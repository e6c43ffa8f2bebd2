import { type Sample, loadSamples } from "@labeldesk/fixtures";
import { describe, expect, it } from "vitest";
import { type Step, type TraceError, type TraceView, viewTrace } from "../src/index.js";
import { answersOf, readableSteps, readableTurns, readableView } from "./make-trace.js";

const samples = await loadSamples();

/** What is to be found, or nothing. */
function wanted(text: string | null): string[] {
  return text === null || text === "(none)" ? [] : text.split(" ¦ ");
}

/** Blanks and the point of whole numbers are told apart by nobody who reads. */
function normal(text: string): string {
  return text
    .replaceAll(/(\d)\.0\b/g, "$1")
    .replaceAll(/\s+/g, "")
    .toLowerCase();
}

function errorText(error: TraceError | undefined): string {
  if (error === undefined) return "";
  return `${error.type ?? ""}: ${error.message} ${errorText(error.cause)}`;
}

function isTool(step: Step): step is Extract<Step, { kind: "tool" }> {
  return step.kind === "tool";
}

/** Finds the step of `name {arguments} → result`, where the result may be an error or left out. */
function findTool(view: TraceView, tool: string): Step | undefined {
  const [call = "", result = ""] = tool.split(" → ");
  return view.steps.filter(isTool).find((step) => {
    const given = normal(`${step.name} ${step.argumentsText ?? ""}`);
    const gave = normal(`${step.resultText ?? ""} ${errorText(step.error)}`);
    return (
      given === normal(call) && resultWords(result).every((word) => gave.includes(normal(word)))
    );
  });
}

/** A result is written down in words, as `27 km, 10–12 h` for `{"km": 27, "hours": "10–12"}`. */
function resultWords(result: string): string[] {
  return result
    .replace(/^error: /, "")
    .split(/[\s,]+/)
    .map((word) => (word === "h" ? "hours" : word));
}

describe.each(samples)("$slug", ({ trace, expectation }: Sample) => {
  const view = viewTrace(trace);

  it("shows what was asked as the request", () => {
    const request = normal(readableTurns([view.request]));
    for (const text of wanted(expectation.req)) expect(request).toContain(normal(text));
  });

  it("shows what was answered as the outcome", () => {
    const answers = normal(readableTurns(answersOf(view)));
    const step = trace.state === "inProgress" ? normal(readableSteps(view)) : "";
    for (const text of wanted(expectation.resp)) expect(answers + step).toContain(normal(text));
  });

  it("shows tools and documents as steps", () => {
    expect(expectation.tools.filter((tool) => findTool(view, tool) === undefined)).toEqual([]);
    const documents = view.steps.flatMap((step) =>
      step.kind === "retrieval" ? step.documents : [],
    );
    const sources = documents.map(({ source }) => source);
    for (const source of expectation.docs) expect(sources.join("\n")).toContain(source);
  });

  it("tells how it ended", () => {
    const kinds = { OK: "answered", ERROR: "failed", IN_PROGRESS: "inProgress" } as const;
    const hasNothing = wanted(expectation.resp).length === 0 && expectation.tools.length === 0;
    const isEmpty = hasNothing && expectation.state === "OK";
    expect(view.outcome.kind).toBe(isEmpty ? "empty" : kinds[expectation.state]);
  });

  it("shows no inline bytes", () => {
    expect(readableView(view)).not.toMatch(/;base64,[A-Za-z0-9+/]{40}/);
  });
});

describe("what is peculiar about some samples", () => {
  const viewOf = (slug: string): TraceView => {
    const sample = samples.find((candidate) => candidate.slug === slug);
    if (sample === undefined) throw new Error(`There is no sample named ${slug}.`);
    return viewTrace(sample.trace);
  };
  const mediaOf = (view: TraceView) =>
    [view.request, ...answersOf(view)].flatMap(({ parts }) =>
      parts.flatMap((part) => (part.kind === "media" ? [part.media] : [])),
    );

  it("tells three choices apart", () => {
    expect(answersOf(viewOf("openai-chat-n3"))).toHaveLength(3);
  });

  it("shows images and files as media, by reference", () => {
    const media = mediaOf(viewOf("openai-responses-multimodal"));
    expect(media.map(({ type }) => type)).toEqual(["image", "file", "image"]);
    expect(media.every(({ reference }) => reference?.startsWith("mlflow-attachment://"))).toBe(
      true,
    );
    const attached = mediaOf(viewOf("plain-attachment-image"));
    expect(attached.map(({ type }) => type)).toEqual(["image", "audio", "file"]);
  });

  it("keeps thoughts out of the answer", () => {
    const view = viewOf("anthropic-thinking");
    expect(readableTurns(answersOf(view))).not.toContain("Check divisors");
    expect(readableSteps(view)).toContain("Check divisors up to 45");
  });

  it("names the error and what led to it", () => {
    const limited = viewOf("openai-error-429").outcome;
    expect(limited.kind === "failed" && limited.error.type).toBe("RateLimitError");
    expect(limited.kind === "failed" && limited.error.message).toContain(
      "Rate limit reached for gpt-4o",
    );
    const failed = viewOf("plain-exception").outcome;
    expect(failed.kind === "failed" && failed.error).toEqual({
      type: "ValueError",
      message: "amount must be > 0 & not <negative> `x`\nsecond line of the message",
      cause: { type: "KeyError", message: "'limit'" },
    });
  });

  it("shows what an interrupted graph asked", () => {
    expect(readableSteps(viewOf("langgraph-interrupt-1"))).toContain("Approve 900 EUR to Nadia?");
  });

  it("shows the turns before the last one as earlier, in order", () => {
    const view = viewOf("session-aura-turn-3");
    expect(view.earlier.map(({ role }) => role)).toEqual([
      "user",
      "assistant",
      "user",
      "assistant",
      "tool",
      "assistant",
    ]);
    expect(readableTurns([view.request])).toContain("The left one crackles 😕 <!here>");
    expect(viewOf("openai-chat-long-input").earlier).toHaveLength(11);
  });

  it("shows an empty message as one", () => {
    expect(viewOf("session-aura-turn-5").request).toEqual({
      role: "user",
      parts: [{ kind: "text", text: "", markdown: false }],
    });
  });

  it("takes a falsy answer for an answer", () => {
    const view = viewOf("plain-scalars");
    expect(readableTurns(answersOf(view)).trim()).toBe("false");
    expect(view.steps).toHaveLength(6);
  });

  it("keeps every document, the empty one included, with source and score", () => {
    const [step] = viewOf("plain-rag-retriever").steps;
    expect(step?.kind === "retrieval" && step.documents).toHaveLength(4);
    expect(step?.kind === "retrieval" && step.documents[3]).toEqual({
      text: "",
      source: "kb/empty.md",
      score: 0.1,
    });
  });
});
