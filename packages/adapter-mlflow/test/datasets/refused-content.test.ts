import { describe, expect, it } from "vitest";
import { refusedContent } from "../../src/datasets/refused-content.js";
import type { Refusal } from "../../src/http/request.js";

const page: Refusal = { kind: "refused", status: 500, code: undefined, message: "<!doctype html>" };
const database: Refusal = { kind: "refused", status: 400, code: "BAD_REQUEST", message: "(sql)" };
const tooLarge: Refusal = { kind: "refused", status: 413, code: undefined, message: "" };
const busy: Refusal = { kind: "refused", status: 503, code: undefined, message: "" };

const digits = (count: number) => "7".repeat(count);
const nested = (depth: number) => `{"q": ${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;

describe("refusedContent", () => {
  it.each<readonly [what: string, json: string, refusal: Refusal, why: RegExp]>([
    ["an integer of 4,301 digits", `{"q": ${digits(4301)}}`, page, /more than 4300 digits/],
    ["a negative one", `{"q": [1, -${digits(4301)}]}`, page, /more than 4300 digits/],
    ["an integer of 4,300 digits", `{"q": -${digits(4300)}}`, page, /any reason/],
    ["a long fraction", `{"q": 0.${digits(9000)}, "r": ${digits(9000)}.5}`, page, /any reason/],
    ["digits in a text", `{"q": "${digits(9000)}"}`, page, /any reason/],
    ["digits behind a quote in a text", `{"q": "\\"${digits(9000)}"}`, page, /any reason/],
    ["deep nesting", nested(501), page, /nested deeper/],
    ["less deep nesting", nested(500), page, /any reason/],
    ["much that is not deep", `[${"[],".repeat(2_000)}{}]`, page, /any reason/],
    ["brackets in a text", `{"q": "${"[".repeat(2_000)}"}`, page, /any reason/],
    ["NaN where a page comes", `{"q": NaN}`, page, /any reason/],
    ["NaN", `{"q": NaN}`, database, /NaN or infinite/],
    ["an infinite number", `{"q": [-Infinity]}`, database, /NaN or infinite/],
    ["NaN in a text", String.raw`{"NaN": "a \\\" NaN"}`, database, /any reason/],
    [
      "an integer that the database is not asked about",
      `{"q": ${digits(4301)}}`,
      database,
      /any reason/,
    ],
    ["anything that is too large", "{}", tooLarge, /larger than the server takes/],
    ["what a busy server does not answer", `{"q": ${digits(4301)}}`, busy, /any reason/],
  ])("says of %s why it is refused, if it is", (_what, json, refusal, why) => {
    const found = refusedContent(refusal, ["{}", json]);
    expect(found ?? "any reason").toMatch(why);
  });

  it("reads a text of many megabytes", () => {
    const text = `{"q": "${"x\\n".repeat(2_000_000)}", "n": NaN}`;
    expect(refusedContent(page, [text])).toBeUndefined();
    expect(refusedContent(database, [text])).toMatch(/NaN/);
  });
});
