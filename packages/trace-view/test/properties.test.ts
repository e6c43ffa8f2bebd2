import type { Json } from "@labeldesk/core";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { viewTrace } from "../src/index.js";
import { plainText, plainValue, trace } from "./arbitraries.js";
import { readableView, viewCall } from "./make-trace.js";

function leaves(value: Json): string[] {
  if (typeof value !== "object" || value === null) return [String(value)];
  return Object.values(value).flatMap(leaves);
}

/** Whether a text can be read, as it is or with the escapes of JSON. */
function canRead(shown: string, text: string): boolean {
  return shown.includes(text) || shown.includes(JSON.stringify(text).slice(1, -1));
}

describe("viewTrace on anything", () => {
  it("never throws, whatever was recorded", () => {
    fc.assert(
      fc.property(trace, (any) => {
        const view = viewTrace(any);
        expect(view.request.parts).toBeInstanceOf(Array);
      }),
      { numRuns: 1_500 },
    );
  });

  it("keeps every text of plain inputs and outputs within reach", () => {
    fc.assert(
      fc.property(plainValue, plainValue, (inputs, outputs) => {
        const shown = readableView(viewCall(inputs, outputs));
        const lost = [...leaves(inputs), ...leaves(outputs)].filter(
          (text) => !canRead(shown, text),
        );
        expect(lost).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("keeps every text of a conversation within reach, in the order in which it was said", () => {
    const message = fc.record({
      role: fc.constantFrom("user", "assistant", "system"),
      content: plainText,
    });
    fc.assert(
      fc.property(
        fc.array(message, { minLength: 1, maxLength: 12 }),
        plainText,
        (messages, answer) => {
          const view = viewCall(
            { messages },
            { choices: [{ message: { role: "assistant", content: answer } }] },
          );
          const shown = readableView(view);
          for (const { content } of messages) expect(shown).toContain(content);
          expect(shown).toContain(answer);
          const before = view.earlier.map(({ role }) => role);
          expect(before).toEqual(messages.slice(0, before.length).map(({ role }) => role));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("is the same twice", () => {
    fc.assert(
      fc.property(trace, (any) => {
        expect(viewTrace(any)).toEqual(viewTrace(any));
      }),
      { numRuns: 100 },
    );
  });
});
