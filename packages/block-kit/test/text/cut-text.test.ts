import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanText, cutPosition, ellipsis, oneLine, splitText } from "../../src/index.js";
import { hostileText } from "../support/arbitraries.js";

const cut = (text: string, max: number) => text.slice(0, cutPosition(text, max));

describe("cutPosition", () => {
  it.each([
    ["behind a paragraph", "First one.\n\nSecond one. Third", 20, "First one.\n\n"],
    ["behind a sentence", "It is late. Where is my order now", 18, "It is late. "],
    ["behind a line", "first line\nsecond line", 18, "first line\n"],
    ["behind a word", "one two three four", 14, "one two three "],
    ["before a family that is one character", `${"a".repeat(9)}👩‍👩‍👧‍👦`, 12, "a".repeat(9)],
    ["before a surrogate pair", `${"x".repeat(9)}😀`, 10, "x".repeat(9)],
  ])("cuts %s", (_, text, max, expected) => {
    expect(cut(text, max)).toBe(expected);
  });

  it("keeps a text that fits", () => {
    expect(cut("fits", 4)).toBe("fits");
  });
});

describe("splitText", () => {
  it("gives pieces that make up the whole, none too long, no pair split", () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 2, max: 60 }), (text, max) => {
        const pieces = splitText(text, max);
        expect(pieces.join("")).toBe(text);
        expect(Math.max(0, ...pieces.map(({ length }) => length))).toBeLessThanOrEqual(max);
        const lone = /\p{Surrogate}/u;
        expect(!lone.test(text) && pieces.some((piece) => lone.test(piece))).toBe(false);
      }),
    );
  });
});

describe("ellipsis and oneLine", () => {
  it("say that there was more", () => {
    expect(ellipsis("abcdef", 4)).toBe("abc…");
    expect(oneLine("a\n\n  b\tc", 20)).toBe("a b c");
  });
});

describe("cleanText", () => {
  it("shows control characters, and takes away what could disguise an address", () => {
    expect(cleanText("a\u0000b\u001b[0m\r\nc\u202eexe.txt\ud800")).toBe("a␀b␛[0m\nc�exe.txt�");
  });

  it("leaves ordinary text of any script alone", () => {
    const text = "Grüße 你好 مرحبا 👩‍👩‍👧‍👦 \t\n \u2068name\u2069";
    expect(cleanText(text)).toBe(text);
  });
});
