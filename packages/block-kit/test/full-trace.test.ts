import { describe, expect, it } from "vitest";
import type { TraceView } from "@labeldesk/trace-view";
import { ACTIONS, countTracePages, renderFullTrace } from "../src/index.js";
import { everyObject } from "./support/payload.js";
import { DELAYED_ORDER } from "./support/samples.js";
import { visibleText } from "./support/slack-state.js";

const LONG: TraceView = {
  ...DELAYED_ORDER,
  outcome: {
    kind: "answered",
    answers: [
      {
        role: "assistant",
        parts: [{ kind: "code", language: "sql", text: "select 1;\n".repeat(3000) }],
      },
    ],
  },
};
const buttons = (page: number) =>
  everyObject(renderFullTrace({ view: LONG, page, ref: "r" }).blocks)
    .filter(({ type }) => type === "button")
    .map((button) => [button["action_id"], button["value"]]);

describe("renderFullTrace", () => {
  it("tells the whole story in order", () => {
    const { blocks } = renderFullTrace({ view: DELAYED_ORDER, page: 0, ref: "r" });
    expect(visibleText(blocks)).toBe(
      [
        "103 characters in all",
        "User",
        "My order is delayed. Where is it?",
        "Looked up: orders.find",
        '{"id": 4711}',
        "Result",
        "shipped 2026-11-12",
        "Step: summarise",
        "Output",
        "Nothing was recorded here.",
        "Searched: policies",
        "delay",
        "Document 1 of 1",
        "Be kind.",
        "Assistant",
        "It left on 12 November.",
        "",
      ].join("\n"),
    );
  });

  it("turns pages, and repeats on each what it belongs to", () => {
    const pages = countTracePages(LONG);
    expect(pages).toBeGreaterThan(3);
    expect(buttons(0)).toEqual([[ACTIONS.nextPage, "1"]]);
    expect(buttons(1)).toEqual([
      [ACTIONS.previousPage, "0"],
      [ACTIONS.nextPage, "2"],
    ]);
    expect(buttons(pages - 1)).toEqual([[ACTIONS.previousPage, String(pages - 2)]]);
    expect(visibleText(renderFullTrace({ view: LONG, page: 1, ref: "r" }).blocks)).toMatch(
      /^Page 2 of \d+ · .* in all\nAssistant\n/,
    );
  });

  it("shows the nearest page when asked for one that is not there", () => {
    const last = countTracePages(LONG) - 1;
    expect(renderFullTrace({ view: LONG, page: 99, ref: "r" })).toEqual(
      renderFullTrace({ view: LONG, page: last, ref: "r" }),
    );
    expect(renderFullTrace({ view: LONG, page: Number.NaN, ref: "r" })).toEqual(
      renderFullTrace({ view: LONG, page: 0, ref: "r" }),
    );
  });

  it("opens a code fence again on the page that begins inside it", () => {
    const text = `Look:\n\n\`\`\`js\n${"let a = 1;\n".repeat(600)}\`\`\`\n\nDone.`;
    const view: TraceView = {
      ...DELAYED_ORDER,
      request: { role: "user", parts: [{ kind: "text", markdown: true, text }] },
    };
    const pages = Array.from({ length: countTracePages(view) }, (_, page) => page);
    const blocks = pages.flatMap((page) => renderFullTrace({ view, page, ref: "r" }).blocks);
    const code = everyObject(blocks).filter(({ type }) => type === "rich_text_preformatted");
    expect(code.filter(({ language }) => language === "js").length).toBeGreaterThan(1);
    expect(visibleText(blocks).match(/let a = 1;/g)).toHaveLength(600);
    expect(visibleText(blocks)).not.toContain("```");
  });
});
