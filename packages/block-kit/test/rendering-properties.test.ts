import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ModalView } from "@slack/types";
import {
  BUDGETS,
  checkSchemasFitSlack,
  chooseRendering,
  cleanText,
  countBlockText,
  countTracePages,
  parseBlockId,
  readAnswers,
  renderCard,
  renderDoneCard,
  renderForm,
  renderFullTrace,
} from "../src/index.js";
import { anyQuestions, anyText, anyView } from "./support/arbitraries.js";
import { messageProblems, viewProblems } from "./support/slack-rules.js";
import { inputs, untouched, visibleText } from "./support/slack-state.js";

const frame = {
  position: 7,
  total: 25,
  sessionName: "support-bot <!channel>",
  render: 3,
  ref: "session/item",
};
const runs = { numRuns: 150 };

function allPages(view: Parameters<typeof countTracePages>[0]) {
  const pages = countTracePages(view);
  return Array.from({ length: pages }, (_, page) => renderFullTrace({ view, page, ref: "r" }));
}

function recordedText(views: readonly ModalView[]): string {
  const blocks = views.flatMap((view) => view.blocks);
  return visibleText(blocks.filter(({ type }) => type === "rich_text")).replace(/\s+/g, "");
}

describe("every card", () => {
  it("is a message that Slack takes, within the budget, without any markup text", () => {
    fc.assert(
      fc.property(anyView, anyQuestions, fc.boolean(), (view, { schemas, prefill }, filled) => {
        const card = {
          ...frame,
          view,
          schemas,
          rendering: chooseRendering(schemas),
          ...(filled && { prefill }),
        };
        const message = renderCard(card);
        expect(messageProblems(message)).toEqual([]);
        expect(message.blocks.length).toBeLessThanOrEqual(BUDGETS.messageBlocks);
        expect(countBlockText(message.blocks)).toBeLessThanOrEqual(BUDGETS.messageChars);
        expect(JSON.stringify(message.blocks)).not.toContain('"type":"mrkdwn"');
      }),
      runs,
    );
  });

  it("gives back the answers it was drawn with when nobody touched it", () => {
    fc.assert(
      fc.property(anyView, anyQuestions, (view, { schemas, prefill }) => {
        const card = { ...frame, view, schemas, rendering: { kind: "inline" as const }, prefill };
        const { blocks } = renderCard(card);
        fc.pre(inputs(blocks).length > 0);
        expect(readAnswers(untouched(blocks), schemas, prefill)).toEqual({
          answers: prefill,
          problems: [],
        });
      }),
      runs,
    );
  });

  it("says in every input's block id which rendering it belongs to", () => {
    fc.assert(
      fc.property(anyView, anyQuestions, (view, { schemas }) => {
        const { blocks } = renderCard({ ...frame, view, schemas, rendering: { kind: "inline" } });
        for (const { blockId } of inputs(blocks))
          expect(parseBlockId(blockId)).toMatchObject({
            surface: "message",
            render: 3,
            ref: "session/item",
          });
      }),
      { numRuns: 30 },
    );
  });
});

describe("every done card", () => {
  it("is one line that Slack takes", () => {
    fc.assert(
      fc.property(anyQuestions, ({ schemas, prefill }) => {
        const done = { kind: "answered" as const, schemas, answers: prefill };
        const message = renderDoneCard({ ...frame, done });
        expect(messageProblems(message)).toEqual([]);
        expect(message.blocks).toHaveLength(1);
      }),
      runs,
    );
  });
});

describe("every form", () => {
  it("is a view that Slack takes, and gives back the answers it was drawn with", () => {
    fc.assert(
      fc.property(anyView, anyQuestions, (view, { schemas, prefill }) => {
        fc.pre(checkSchemasFitSlack(schemas).length === 0);
        const form = renderForm({ ...frame, view, schemas, prefill, mode: "edit" });
        expect(viewProblems(form)).toEqual([]);
        expect(JSON.stringify(form.blocks)).not.toContain('"type":"mrkdwn"');
        expect(readAnswers(untouched(form.blocks), schemas, prefill)).toEqual({
          answers: prefill,
          problems: [],
        });
      }),
      runs,
    );
  });
});

describe("every full trace", () => {
  it("has pages that Slack takes", () => {
    fc.assert(
      fc.property(anyView, (view) => {
        for (const page of allPages(view)) {
          expect(viewProblems(page)).toEqual([]);
          expect(JSON.stringify(page.blocks)).not.toContain('"type":"mrkdwn"');
        }
      }),
      runs,
    );
  });

  it("holds the whole of a plain text, a tool's result and a document", () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (asked, result, document) => {
        const shown = recordedText(
          allPages({
            earlier: [],
            request: { role: "user", parts: [{ kind: "text", text: asked, markdown: false }] },
            outcome: { kind: "empty" },
            steps: [
              { kind: "tool", name: "find", resultText: result },
              { kind: "retrieval", name: "search", documents: [{ text: document }] },
            ],
          }),
        );
        const texts = [asked, result, document].filter((text) => text.trim() !== "");
        const missing = texts.filter(
          (text) => !shown.includes(cleanText(text).replace(/\s+/g, "")),
        );
        expect(missing).toEqual([]);
      }),
      runs,
    );
  });

  it("holds every word of a Markdown text", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const answer = {
          role: "assistant" as const,
          parts: [{ kind: "text" as const, text, markdown: true }],
        };
        const shown = recordedText(
          allPages({
            earlier: [],
            request: { role: "user", parts: [] },
            outcome: { kind: "answered", answers: [answer] },
            steps: [],
          }),
        ).toLowerCase();
        const words =
          cleanText(text)
            .toLowerCase()
            .match(/[a-z]{4,}/g) ?? [];
        expect(words.filter((word) => !shown.includes(word))).toEqual([]);
      }),
      runs,
    );
  });
});

describe("a trace of five megabytes", () => {
  const text = "Nobody reads all of this, <!channel>. **But** it must be there.\n\n".repeat(80_000);
  const view = {
    earlier: [],
    request: { role: "user" as const, parts: [{ kind: "text" as const, text, markdown: true }] },
    outcome: {
      kind: "answered" as const,
      answers: [
        {
          role: "output" as const,
          parts: [{ kind: "json" as const, text: "[1]".repeat(1_000_000) }],
        },
      ],
    },
    steps: [],
  };

  it("becomes a card that says how much it holds back", () => {
    const { blocks } = renderCard({
      ...frame,
      view,
      schemas: [],
      rendering: { kind: "form", why: "" },
    });
    expect(messageProblems({ blocks, text: "x" })).toEqual([]);
    const total = text.length + 3_000_000;
    expect(JSON.stringify(blocks)).toContain(
      `Show all (${total.toLocaleString("en-GB")} characters)`,
    );
    expect(visibleText(blocks)).toMatch(/Showing 1,\d{3} of 5,\d{3},\d{3} characters/);
  });

  it("is reachable page by page, each drawn without the others", () => {
    const pages = countTracePages(view);
    expect(pages).toBeGreaterThan(800);
    for (const page of [0, 1, Math.floor(pages / 2), pages - 1])
      expect(viewProblems(renderFullTrace({ view, page, ref: "r" }))).toEqual([]);
  });
});
