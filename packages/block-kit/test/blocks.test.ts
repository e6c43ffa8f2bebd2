import { describe, expect, it } from "vitest";
import { actions, button, link, mention, mrkdwn, option, plainText } from "../src/index.js";

describe("mrkdwn", () => {
  it("escapes every variable and takes over mentions and links of ours", () => {
    const name = "<!channel> & <https://evil.example|x>";
    expect(
      mrkdwn`From ${mention("U123")}: ${name}, ${2} of ${link("https://a.example/?a=1&b=2|", "<here>")}`
        .text,
    ).toBe(
      "From <@U123>: &lt;!channel&gt; &amp; &lt;https://evil.example|x&gt;, 2 of <https://a.example/?a=1&amp;b=2%7C|&lt;here&gt;>",
    );
  });

  it("refuses what is no person and no address", () => {
    expect(() => mention("!channel")).toThrow("not a Slack user id");
    expect(() => link("javascript:alert(1)", "x")).toThrow("http or https");
  });
});

describe("the builders", () => {
  it("never read emoji names", () => {
    expect(plainText(":tada:")).toEqual({ type: "plain_text", text: ":tada:", emoji: false });
  });

  it("refuse what Slack would refuse, with the limit", () => {
    expect(() => plainText("")).toThrow("1 to 3000 characters");
    expect(() => option("x".repeat(76), "0")).toThrow("1 to 75 characters, this one has 76");
    expect(() => button("a", "b", "")).toThrow("A button's value");
    expect(() => actions("a", [])).toThrow("holds 1 to 25 elements, not 0");
  });
});
