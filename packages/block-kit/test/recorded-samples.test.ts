import { loadSamples } from "@labeldesk/fixtures";
import { validateMessage, validateView } from "@labeldesk/slack-sandbox";
import { viewTrace } from "@labeldesk/trace-view";
import { describe, expect, it } from "vitest";
import {
  chooseRendering,
  cleanText,
  countTracePages,
  renderCard,
  renderForm,
  renderFullTrace,
} from "../src/index.js";
import { fields } from "./support/payload.js";
import { EVERY_KIND } from "./support/samples.js";
import { messageProblems, viewProblems } from "./support/slack-rules.js";
import { visibleText } from "./support/slack-state.js";

const samples = await loadSamples();
const schemaSets = [EVERY_KIND.slice(0, 1), EVERY_KIND, [...EVERY_KIND, ...EVERY_KIND.slice(0, 1)]];

/** Settings of a view, and addresses that no browser opens: nothing to read. */
const UNREAD = new Set(["kind", "role", "type", "language", "mimeType"]);

/** Every word that a view holds. */
function wordsOf(node: unknown): readonly string[] {
  if (typeof node === "string") {
    if (node.startsWith("mlflow-attachment:") || node.startsWith("data:")) return [];
    // The language of a code block is a setting too.
    return cleanText(node.replaceAll(/^```\w+$/gm, "")).match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  }
  if (Array.isArray(node)) return node.flatMap(wordsOf);
  return Object.entries(fields(node)).flatMap(([key, value]) =>
    UNREAD.has(key) ? [] : wordsOf(value),
  );
}

function wanted(text: string | null): readonly string[] {
  return text === null || text === "(none)" ? [] : text.split(" ¦ ");
}

const normal = (text: string) =>
  text
    .replaceAll(/(\d)\.0\b/g, "$1")
    .replaceAll(/[\s*]+/g, "")
    .toLowerCase();

it("has all the samples", () => {
  expect(samples).toHaveLength(46);
});

describe.each(samples)("$slug", ({ slug, trace, expectation }) => {
  const view = viewTrace(trace);
  const frame = { position: 1, total: 46, sessionName: slug, view, render: 1, ref: "session/item" };
  const pages = Array.from({ length: countTracePages(view) }, (_, page) =>
    renderFullTrace({ view, page, ref: "r" }),
  );

  it("becomes cards and forms that Slack takes", () => {
    for (const schemas of schemaSets) {
      const card = renderCard({ ...frame, schemas, rendering: chooseRendering(schemas) });
      const form = renderForm({ ...frame, schemas, mode: "answer" });
      expect(validateMessage({ ...card }, "update")).toEqual([]);
      expect(messageProblems(card)).toEqual([]);
      expect(validateView(form)).toEqual([]);
      expect(viewProblems(form)).toEqual([]);
    }
  });

  it("has every word behind Show all, on pages that Slack takes", () => {
    expect(pages.flatMap((page) => validateView(page))).toEqual([]);
    expect(pages.flatMap(viewProblems)).toEqual([]);
    const shown = visibleText(pages.flatMap(({ blocks }) => blocks));
    expect(wordsOf(view).filter((word) => !shown.includes(word))).toEqual([]);
  });

  it("shows on the card what was asked and answered", () => {
    const card = normal(
      visibleText(renderCard({ ...frame, schemas: [], rendering: { kind: "inline" } }).blocks),
    );
    const expected = [...wanted(expectation.req), ...wanted(expectation.resp)];
    expect(expected.filter((text) => !card.includes(normal(text)))).toEqual([]);
  });
});
