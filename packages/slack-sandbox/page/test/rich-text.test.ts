import { describe, expect, it } from "vitest";
import { readRichText } from "../text/rich-text.js";

const section = (...elements: object[]) => ({ type: "rich_text_section", elements });
const block = (...elements: object[]) => ({ type: "rich_text", elements });

describe("readRichText", () => {
  it("reads runs with their styles and never parses their text", () => {
    const text = { type: "text", text: "*<!here>*", style: { bold: true, italic: false } };
    expect(readRichText(block(section(text)))).toEqual([
      { kind: "section", content: [{ kind: "text", text: "*<!here>*", style: { bold: true } }] },
    ]);
  });

  it("reads lists with order, depth and first number", () => {
    const list = {
      type: "rich_text_list",
      style: "ordered",
      indent: 2,
      offset: 3,
      border: 1,
      elements: [section({ type: "text", text: "a" }), section()],
    };
    expect(readRichText(block(list))).toEqual([
      {
        kind: "list",
        ordered: true,
        indent: 2,
        start: 4,
        bordered: true,
        items: [[{ kind: "text", text: "a", style: {} }], []],
      },
    ]);
  });

  it("reads quotes and preformatted text", () => {
    const text = { type: "text", text: "x" };
    expect(
      readRichText(
        block(
          { type: "rich_text_quote", elements: [text] },
          { type: "rich_text_preformatted", language: "json", elements: [text] },
        ),
      ),
    ).toMatchObject([{ kind: "quote" }, { kind: "preformatted", language: "json" }]);
  });

  it("reads people, groups, broadcasts, channels and emoji", () => {
    const [part] = readRichText(
      block(
        section(
          { type: "user", user_id: "U1" },
          { type: "usergroup", usergroup_id: "S1" },
          { type: "broadcast", range: "here" },
          { type: "channel", channel_id: "C1" },
          { type: "emoji", name: "unheard_of", unicode: "1f1e9-1f1ea" },
          { type: "emoji", name: "unheard_of" },
        ),
      ),
    );
    expect(part).toMatchObject({
      content: [
        { kind: "user", userId: "U1" },
        { kind: "mention", text: "@S1" },
        { kind: "mention", text: "@here" },
        { kind: "mention", text: "#C1" },
        { kind: "text", text: "🇩🇪" },
        { kind: "text", text: ":unheard_of:" },
      ],
    });
  });

  it("makes links of safe addresses only", () => {
    const link = (url: string) => ({ type: "link", url, text: "here" });
    const [part] = readRichText(
      block(section(link("https://example.com"), link("javascript:alert(1)"))),
    );
    expect(part).toMatchObject({
      content: [
        { kind: "link", url: "https://example.com" },
        { kind: "text", text: "here" },
      ],
    });
  });

  it("hides nothing that it does not know", () => {
    const odd = { type: "rich_text_sparkle", glitter: 1 };
    const inline = { type: "glitter", much: 2 };
    expect(readRichText(block(odd, section(inline)))).toMatchObject([
      { kind: "unknown", wire: odd },
      { kind: "section", content: [{ text: '{"type":"glitter","much":2}' }] },
    ]);
  });
});
