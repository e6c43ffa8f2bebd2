import { describe, expect, it } from "vitest";
import type { Inline } from "../text/inline.js";
import { parseMrkdwn } from "../text/mrkdwn.js";

function inlines(source: string): readonly Inline[] {
  const [part, ...more] = parseMrkdwn(source);
  if (part?.kind !== "paragraph" || more.length > 0) throw new Error("Not one paragraph.");
  return part.content;
}

/** Written compactly: `b(x)` is bold, `i`, `s` and `c` alike. */
function show(content: readonly Inline[]): string {
  return content.map(showOne).join("");
}

function showOne(inline: Inline): string {
  switch (inline.kind) {
    case "text": {
      const { bold, italic, strike, code } = inline.style;
      const marks = `${bold ? "b" : ""}${italic ? "i" : ""}${strike ? "s" : ""}${code ? "c" : ""}`;
      return marks === "" ? inline.text : `${marks}(${inline.text})`;
    }
    case "link":
      return `[${show(inline.label)}](${inline.url})`;
    case "user":
      return `{user ${inline.userId}}`;
    case "mention":
      return `{mention ${inline.text}}`;
    case "date":
      return `{date ${inline.atSeconds} ${inline.format} ${inline.fallback}}`;
  }
}

describe("parseMrkdwn", () => {
  it.each([
    ["*bold* _italic_ ~gone~ `code`", "b(bold) i(italic) s(gone) c(code)"],
    ["*bold and _both_*", "b(bold and )bi(both)"],
    ["snake_case_name and 2*3*4", "snake_case_name and 2*3*4"],
    ["* not bold * and *not\nbold*", "* not bold * and *not\nbold*"],
    ["`*literal* <@U1>`", "c(*literal* <@U1>)"],
    ["(*bold*), _it_.", "(b(bold)), i(it)."],
  ])("reads the styles of %j", (source, shown) => {
    expect(show(inlines(source))).toBe(shown);
  });

  it.each([
    [
      "<https://example.com/a_b?x=1&amp;y=2|the *page*>",
      "[the *page*](https://example.com/a_b?x=1&y=2)",
    ],
    ["<https://example.com>", "[https://example.com](https://example.com)"],
    ["*<https://example.com|bold>*", "[b(bold)](https://example.com)"],
    ["see https://example.com/a.", "see [https://example.com/a](https://example.com/a)."],
    ["<mailto:ana@example.com>", "[ana@example.com](mailto:ana@example.com)"],
  ])("reads the link in %j", (source, shown) => {
    expect(show(inlines(source))).toBe(shown);
  });

  it.each([
    ["<javascript:alert(1)|Click>", "Click"],
    ["<data:text/html,x|Click>", "Click"],
    ["<not an address>", "<not an address>"],
  ])("makes no link of %j", (source, shown) => {
    expect(show(inlines(source))).toBe(shown);
  });

  it.each([
    ["<@U1> <@U2|ana>", "{user U1} {user U2}"],
    ["<!here> <!channel>", "{mention @here} {mention @channel}"],
    ["<#C1|general>", "{mention #general}"],
    ["<!subteam^S1|@leads>", "{mention @leads}"],
    ["<!date^1392734382^{date} at {time}|once>", "{date 1392734382 {date} at {time} once}"],
    ["<!date^soon^{date}|soon>", "soon"],
  ])("reads the mentions and dates of %j", (source, shown) => {
    expect(show(inlines(source))).toBe(shown);
  });

  it("undoes the three escapes once, and only after reading the markup", () => {
    expect(show(inlines("&lt;@U1&gt; &amp;lt; a &amp;amp; b"))).toBe("<@U1> &lt; a &amp; b");
  });

  it("keeps HTML as text", () => {
    expect(show(inlines("<b>x</b> &lt;img src=x&gt;"))).toBe("<b>x</b> <img src=x>");
  });

  it("draws known emoji and leaves unknown names readable", () => {
    expect(show(inlines(":wave: at 10:30:00 :no_such_thing:"))).toBe(
      "👋 at 10:30:00 :no_such_thing:",
    );
  });

  it("parts quotes, paragraphs and preformatted text", () => {
    expect(parseMrkdwn("one\n&gt; two\n> three\n```\n*four*\n  five\n```\nsix")).toMatchObject([
      { kind: "paragraph", content: [{ text: "one" }] },
      { kind: "quote", content: [{ text: "two\nthree" }] },
      { kind: "preformatted", text: "*four*\n  five" },
      { kind: "paragraph", content: [{ text: "six" }] },
    ]);
  });

  it("reads long text with unclosed marks in a moment", () => {
    const startMs = performance.now();
    parseMrkdwn(" *a _b ~c `d <e".repeat(1500));
    expect(performance.now() - startMs).toBeLessThan(2000);
  });
});
