import type { Json } from "@labeldesk/core";
import { describe, expect, it } from "vitest";
import { viewTrace } from "../src/index.js";
import { makeTrace, readableView, viewCall } from "./make-trace.js";

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

describe("viewTrace in bounded time", () => {
  // Generous to a busy machine: what is not linear in these sizes takes minutes.
  const limitSeconds = 20;
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
  });

  it("shows the bottom of a value nested deeply", () => {
    const shown = readableView(
      viewCall(
        "go",
        nest(200, (inner) => ({ inner, beside: 1 })),
      ),
    );
    expect(shown).toContain("the bottom");
  });
});
