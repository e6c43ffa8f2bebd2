import { describe, expect, it } from "vitest";
import { countBlockText, markdownToRichText } from "../../src/index.js";
import { everyObject, word } from "../support/payload.js";

const render = (markdown: string) => markdownToRichText(markdown, 3000).elements;
const text = (value: string, style?: object) => ({
  type: "text",
  text: value,
  ...(style && { style }),
});
const section = (...elements: object[]) => ({ type: "rich_text_section", elements });

describe("markdownToRichText", () => {
  it("keeps emphasis, code and headings, and an empty line between paragraphs", () => {
    expect(render("# Title\n\nSome **bold *both*** and `code` ~~gone~~.")).toEqual([
      section(
        text("Title", { bold: true }),
        text("\n\nSome "),
        text("bold ", { bold: true }),
        text("both", { bold: true, italic: true }),
        text(" and "),
        text("code", { code: true }),
        text(" "),
        text("gone", { strike: true }),
        text("."),
      ),
    ]);
  });

  it("nests lists by indent and goes on counting behind an inner list", () => {
    expect(render("3. three\n   - inner\n4. four\n\n- [x] done")).toEqual([
      {
        type: "rich_text_list",
        style: "ordered",
        indent: 0,
        offset: 2,
        elements: [section(text("three"))],
      },
      { type: "rich_text_list", style: "bullet", indent: 1, elements: [section(text("inner"))] },
      {
        type: "rich_text_list",
        style: "ordered",
        indent: 0,
        offset: 3,
        elements: [section(text("four"))],
      },
      { type: "rich_text_list", style: "bullet", indent: 0, elements: [section(text("[x] done"))] },
    ]);
  });

  it("keeps code as it is, with its language, also when the fence is never closed", () => {
    expect(render("```python\nprint(1)\n\n# no heading")).toEqual([
      {
        type: "rich_text_preformatted",
        language: "python",
        elements: [text("print(1)\n\n# no heading")],
      },
    ]);
  });

  it("aligns tables in preformatted text", () => {
    expect(render("| Item | Price |\n|---|--:|\n| Tea | **3** |")).toEqual([
      {
        type: "rich_text_preformatted",
        elements: [text("Item | Price\n-----|------\nTea  | 3")],
      },
    ]);
  });

  it("keeps quotes with what is in them", () => {
    expect(render("> said\n>\n> - so")).toEqual([
      { type: "rich_text_quote", elements: [text("said\n• so")] },
    ]);
  });

  it.each([
    ["[our shop](https://shop.example/a?b=1)", "our shop (|https://shop.example/a?b=1|)"],
    ["<https://shop.example/a>", "|https://shop.example/a|"],
    ["https://shop.example", "|https://shop.example|"],
    [
      "[https://bank.example](https://evil.example)",
      "https://bank.example (|https://evil.example/|)",
    ],
    ["[x](javascript:alert(1))", "x (javascript:alert(1))"],
    ["![a cat](https://cats.example/1.png)", "Image: a cat (|https://cats.example/1.png|)"],
    ["[a][r]\n\n[r]: https://r.example/", "a (|https://r.example/|)"],
    ["[r]: https://r.example/", "[r]: https://r.example/"],
    ["https://аpple.example/", "https://аpple.example/ (|https://xn--pple-43d.example/|)"],
  ])("shows where %s leads", (markdown, expected) => {
    const shown = everyObject(render(markdown)).map(({ type, text: words }) =>
      type === "link" ? `|${word(words)}|` : word(words),
    );
    expect(shown.join("")).toBe(expected);
  });

  it("shows raw HTML and Slack's own markup as they were written", () => {
    const source = "<b>bold</b> <!channel> <@U123> <#C1> &lt;!here&gt; :tada:";
    expect(render(source)).toEqual([
      section(text("<b>bold</b> <!channel> <@U123> <#C1> <!here> :tada:")),
    ]);
  });

  it("shows what it can within the budget, and says how much that is", () => {
    const source = "A first paragraph.\n\nA second one that is longer.";
    const { elements, shownChars, totalChars } = markdownToRichText(source, 34);
    expect(elements).toEqual([section(text("A first paragraph."))]);
    expect([shownChars, totalChars]).toEqual([20, source.length]);
  });

  it("does not cut a link in two", () => {
    const source = `${"word ".repeat(10)}[the whole address](https://shop.example/very/long/address)`;
    expect(JSON.stringify(markdownToRichText(source, 80).elements)).not.toContain("[the");
  });

  it("stays within the budget when references multiply a long address", () => {
    const source = `${"[a] ".repeat(100)}\n\n[a]: https://x.example/${"y".repeat(500)}`;
    const { elements, shownChars } = markdownToRichText(source, 1000);
    expect(countBlockText(elements)).toBeLessThanOrEqual(1000);
    expect(shownChars).toBeGreaterThan(300);
  });

  it.each([
    ">".repeat(9000),
    "[".repeat(9000),
    "*a _a ".repeat(1500),
    "- ".repeat(4500),
    "~a".repeat(4500),
  ])("is done in time with text made to keep a parser busy", (source) => {
    const begun = performance.now();
    expect(markdownToRichText(source, 3000).totalChars).toBe(source.length);
    expect(performance.now() - begun).toBeLessThan(3000);
  });
});
