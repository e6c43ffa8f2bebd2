import { validateMessage, validateView } from "@labeldesk/slack-sandbox";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  checkSchemasFitSlack,
  chooseRendering,
  countTracePages,
  renderCard,
  renderForm,
  renderFullTrace,
  renderSchemaPreview,
} from "../src/index.js";
import { anyQuestions, anyView } from "./support/arbitraries.js";

const frame = {
  position: 7,
  total: 25,
  sessionName: "support-bot <!channel>",
  render: 3,
  ref: "session/item",
};

describe("what is drawn", () => {
  it("passes the sandbox's own reading of Slack's rules", () => {
    fc.assert(
      fc.property(anyView, anyQuestions, (view, { schemas, prefill }) => {
        fc.pre(checkSchemasFitSlack(schemas).length === 0);
        const card = { ...frame, view, schemas, prefill };
        expect(
          validateMessage(
            { ...renderCard({ ...card, rendering: chooseRendering(schemas) }) },
            "update",
          ),
        ).toEqual([]);
        expect(
          validateMessage({ ...renderCard({ ...card, rendering: { kind: "inline" } }) }, "update"),
        ).toEqual([]);
        expect(validateView(renderForm({ ...card, mode: "answer" }))).toEqual([]);
        const last = countTracePages(view) - 1;
        for (const page of [0, last])
          expect(validateView(renderFullTrace({ view, page, ref: "r" }))).toEqual([]);
        const title = { type: "plain_text" as const, text: "New question" };
        const blocks = schemas.slice(0, 1).flatMap(renderSchemaPreview);
        expect(validateView({ type: "modal", title, submit: title, blocks })).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
