import type { TraceView } from "@labeldesk/trace-view";
import { describe, expect, it } from "vitest";
import { countBlockText, renderFullTrace, renderTraceExcerpt } from "../../src/index.js";
import { DELAYED_ORDER } from "../support/samples.js";
import { visibleText } from "../support/slack-state.js";

const asking = (text: string, markdown = false): TraceView => ({
  ...DELAYED_ORDER,
  steps: [],
  request: { role: "user", parts: [{ kind: "text", text, markdown }] },
});
const budget = { requestChars: 600, answerChars: 600 };

describe("renderTraceExcerpt", () => {
  it("shows the end of a long question, where people ask, and counts what it leaves out", () => {
    const pasted = "One clause of a contract follows another. ".repeat(100);
    const view = asking(`${pasted}\n\nSo: which clause caps the liability?`);
    const { blocks, hidden } = renderTraceExcerpt(view, budget);
    const words = visibleText(blocks);
    expect(words).toMatch(/^User\nOne clause/);
    expect(words).toContain("So: which clause caps the liability?\n");
    const [, left = ""] = /… ([\d,]+) characters left out …/.exec(words) ?? [];
    const [, shown = ""] = /Showing ([\d,]+) of 4,238 characters/.exec(words) ?? [];
    const count = (text: string) => Number(text.replace(",", ""));
    expect(count(left) + count(shown)).toBe(4238);
    expect(hidden).toBe("4,265 characters");
    expect(countBlockText(blocks)).toBeLessThan(900);
  });

  it("hides nothing of a short trace", () => {
    expect(renderTraceExcerpt(asking("Where is it?"), budget).hidden).toBeUndefined();
  });

  it("leaves what short answers do not need to a long one, and counts answers it does not show", () => {
    const answers = ["yes", "no", "perhaps", "x ".repeat(230)].map((text) => ({
      role: "assistant" as const,
      parts: [{ kind: "text" as const, text, markdown: false }],
    }));
    const view: TraceView = { ...asking("?"), outcome: { kind: "answered", answers } };
    const words = visibleText(renderTraceExcerpt(view, budget).blocks);
    expect(words).toContain("x ".repeat(229));
    expect(words).toContain("\n1 more answer\n");
  });

  it("cuts fields by value, and says so", () => {
    const fields = [{ name: "note", value: "word ".repeat(400) }];
    const view: TraceView = {
      ...asking(""),
      request: { role: "input", parts: [{ kind: "fields", fields }] },
    };
    expect(visibleText(renderTraceExcerpt(view, budget).blocks)).toMatch(
      /^Input\nnote: word .*\nShowing \d+ of 2,004 characters\n/,
    );
  });
});

describe("what is recorded beside the text", () => {
  it("is shown: names of values, what led to an error, inputs that were left out", () => {
    const error = {
      type: "ValueError",
      message: "no",
      cause: { type: "KeyError", message: "'limit'" },
    };
    const view: TraceView = {
      ...asking(""),
      request: { role: "input", parts: [{ kind: "json", text: "[1]", label: "tasks" }] },
      steps: [{ kind: "other", name: "crew", input: [], output: [], inputOmittedChars: 5120 }],
      outcome: { kind: "failed", error, answers: [] },
    };
    const words = visibleText(renderFullTrace({ view, page: 0, ref: "r" }).blocks);
    expect(words).toContain("Input\ntasks[1]\n");
    expect(words).toContain("The app failed here: ValueError: no\nCaused by KeyError: 'limit'\n");
    expect(words).toContain(
      "An input of 5,120 characters that repeats the app's own state is left to MLflow.\n",
    );
  });
});
