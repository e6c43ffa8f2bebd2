import { describe, expect, it } from "vitest";
import type { Outcome } from "@labeldesk/trace-view";
import { ACTIONS, readOneClick, renderCard, renderDoneCard } from "../src/index.js";
import { everyObject, word } from "./support/payload.js";
import { CARD, DELAYED_ORDER, EVERY_KIND, question } from "./support/samples.js";
import { visibleText } from "./support/slack-state.js";

const passFail = EVERY_KIND.slice(0, 1);
const actionIds = (blocks: unknown) =>
  everyObject(blocks)
    .map((object) => word(object["action_id"]))
    .filter((id) => id.startsWith("card."));

describe("renderCard", () => {
  it("shows place, question, answer, how it got there, and what is asked, in this order", () => {
    const { blocks, text } = renderCard({
      ...CARD,
      schemas: passFail,
      traceUrl: "https://mlflow.example/1",
    });
    expect(visibleText(blocks)).toBe(
      [
        "7 of 25 · support-bot answers",
        "Open as form",
        "User",
        "My order is delayed. Where is it?",
        "Assistant",
        "It left on 12 November.",
        'Looked up: orders.find {"id": 4711} → shipped 2026-11-12  · 2 more steps',
        "Show all (3 steps, 103 characters)",
        "Open in MLflow",
        "Is the answer correct?",
        "Correct",
        "Incorrect",
        "Why?",
        "Submit",
        "Later",
        "Can't judge",
        "Not reviewable",
        "",
      ].join("\n"),
    );
    expect(text).toBe("7 of 25 · support-bot answers: My order is delayed. Where is it?");
  });

  it("has one primary button, Submit, and every button carries the ref", () => {
    const buttons = everyObject(renderCard(CARD).blocks).filter(({ type }) => type === "button");
    expect(
      buttons.filter(({ style }) => style === "primary").map((button) => button["action_id"]),
    ).toEqual([ACTIONS.submit]);
    expect(new Set(buttons.map(({ value }) => value))).toEqual(new Set(["session/item"]));
  });

  it("asks a single pass/fail by two equal buttons", () => {
    const { blocks } = renderCard({ ...CARD, schemas: passFail, rendering: { kind: "oneClick" } });
    const buttons = everyObject(blocks).filter(({ type }) => type === "button");
    expect(buttons.some(({ style }) => style === "primary")).toBe(false);
    expect(actionIds(blocks)).toEqual([
      ACTIONS.showAll,
      ACTIONS.answerPositive,
      ACTIONS.answerNegative,
      ACTIONS.openForm,
      ACTIONS.later,
      ACTIONS.cantJudge,
      ACTIONS.notReviewable,
    ]);
    expect(
      readOneClick(
        ACTIONS.answerNegative,
        question({ kind: "passFail", positiveLabel: "A", negativeLabel: "B" }),
      ),
    ).toEqual({ name: "score", value: false });
  });

  it("leads to the form when the questions are not in the message", () => {
    const { blocks } = renderCard({ ...CARD, rendering: { kind: "form", why: "" } });
    expect(visibleText(blocks)).toContain("6 questions\nAnswer\nLater\n");
    expect(blocks.some(({ type }) => type === "input")).toBe(false);
  });

  it("becomes a form by itself when earlier answers would make the message too long", () => {
    const schemas = [1, 2, 3].map((n) => question({ kind: "text" }, { name: `text${n}` }));
    const prefill = schemas.map(({ name }) => ({ name, value: "long ".repeat(599) }));
    expect(actionIds(renderCard({ ...CARD, schemas, prefill }).blocks)).toContain(ACTIONS.openForm);
  });

  it.each<[string, Outcome]>([
    [
      "The app failed here: TimeoutError: no answer after 30 s",
      {
        kind: "failed",
        error: { type: "TimeoutError", message: "no answer after 30 s" },
        answers: [],
      },
    ],
    ["The app gave no answer.", { kind: "empty" }],
    ["The app gave no answer.", { kind: "answered", answers: [] }],
    ["The app has not finished yet.", { kind: "inProgress" }],
  ])("says %s", (words, outcome) => {
    expect(
      visibleText(renderCard({ ...CARD, view: { ...DELAYED_ORDER, outcome } }).blocks),
    ).toContain(`\n${words}\n`);
  });

  it("names fields, and shows JSON as it is", () => {
    const { blocks } = renderCard({
      ...CARD,
      view: {
        earlier: [],
        steps: [],
        request: {
          role: "input",
          parts: [
            {
              kind: "fields",
              fields: [
                { name: "order", value: "4711" },
                { name: "lang", value: "en" },
              ],
            },
          ],
        },
        outcome: {
          kind: "answered",
          answers: [{ role: "output", parts: [{ kind: "json", text: '{\n  "a": 1\n}' }] }],
        },
      },
    });
    expect(visibleText(blocks)).toContain("Input\norder: 4711\nlang: en\nOutput\n");
    expect(everyObject(blocks)).toContainEqual({
      type: "rich_text_preformatted",
      language: "json",
      elements: [{ type: "text", text: '{\n  "a": 1\n}' }],
    });
    expect(actionIds(blocks)).not.toContain(ACTIONS.showAll);
  });

  it("puts media into words", () => {
    const parts = [
      {
        kind: "media" as const,
        media: { type: "image" as const, reference: `data:image/png;base64,${"A".repeat(1024)}` },
      },
      {
        kind: "media" as const,
        media: { type: "file" as const, name: "bill.pdf", reference: "https://x.example/bill.pdf" },
      },
    ];
    const { blocks } = renderCard({
      ...CARD,
      view: { ...DELAYED_ORDER, request: { role: "user", parts } },
    });
    expect(visibleText(blocks)).toContain(
      "image (image/png, 768 bytes)\n\nfile “bill.pdf” (https://x.example/bill.pdf)\n",
    );
  });

  it("offers the earlier turns and says how many there are", () => {
    const view = { ...DELAYED_ORDER, earlier: [DELAYED_ORDER.request, DELAYED_ORDER.request] };
    expect(visibleText(renderCard({ ...CARD, view }).blocks)).toContain(
      "Show 2 earlier turns\nUser\n",
    );
  });

  it("escapes recorded text in the notification", () => {
    const request = {
      role: "user" as const,
      parts: [{ kind: "text" as const, text: "<!channel> & <@U1>", markdown: true }],
    };
    const { text } = renderCard({ ...CARD, view: { ...DELAYED_ORDER, request } });
    expect(text).toBe("7 of 25 · support-bot answers: &lt;!channel&gt; &amp; &lt;@U1&gt;");
  });

  it("refuses a ref that would not fit its block ids", () => {
    expect(() => renderCard({ ...CARD, ref: "x".repeat(201) })).toThrow(
      "A card's ref may have 200 characters",
    );
  });
});

describe("renderDoneCard", () => {
  const frame = { position: 7, total: 25, render: 2, ref: "session/item" };

  it("tells the answers in one line, with Edit", () => {
    const answers = [
      { name: "correct", value: true, comment: "ETA missing, otherwise fine" },
      { name: "expected_facts", value: ["one", "two"] },
    ];
    const { blocks, text } = renderDoneCard({
      ...frame,
      done: { kind: "answered", schemas: EVERY_KIND, answers },
    });
    expect(text).toBe('7 of 25 · Correct · "ETA missing, otherwise fine" · 2 facts');
    expect(actionIds(blocks)).toEqual([ACTIONS.edit]);
  });

  it.each([
    ["7 of 25 · Later: it comes back to you", { kind: "later" as const }],
    ["7 of 25 · Can't judge: somebody else is asked", { kind: "cantJudge" as const }],
    [
      '7 of 25 · Not reviewable · "a test message"',
      { kind: "notReviewable" as const, reason: "a test message" },
    ],
  ])("says %s", (words, done) => {
    const { blocks, text } = renderDoneCard({ ...frame, done });
    expect(text).toBe(words);
    expect(actionIds(blocks)).toEqual([]);
  });
});
