import { describe, expect, it } from "vitest";
import { validateMessage } from "../../src/index.js";
import { option, plain } from "../support/blocks.js";
import {
  long,
  times,
  section,
  actions,
  input,
  textInput,
  rich,
  table,
  checkRules,
  type BlockRule,
  type Block,
} from "../support/rules.js";

const RULES: readonly BlockRule[] = [
  [
    "an image has one source",
    [{ type: "image", alt_text: "x", image_url: "https://example.com/a.png" }],
    [{ type: "image", alt_text: "x" }],
    "/blocks/0",
    "conflicting_fields",
  ],
  [
    "an image has an alternative text",
    [{ type: "image", alt_text: "x", image_url: "https://example.com/a.png" }],
    [{ type: "image", image_url: "https://example.com/a.png" }],
    "/blocks/0",
    "missing_field",
  ],
  [
    "rich text runs are not empty",
    [rich({ type: "text", text: " " })],
    [rich({ type: "text", text: "" })],
    "/blocks/0/elements/0/elements/0/text",
    "too_short",
  ],
  [
    "rich text runs have a known type",
    [rich({ type: "link", url: "https://example.com" })],
    [rich({ type: "bold", text: "x" })],
    "/blocks/0/elements/0/elements/0/type",
    "unsupported_type",
  ],
  [
    "rich text styles are known",
    [rich({ type: "text", text: "x", style: { bold: true } })],
    [rich({ type: "text", text: "x", style: { big: true } })],
    "/blocks/0/elements/0/elements/0/style",
    "unknown_field",
  ],
  ["a table has 100 rows", [table(100)], [table(101)], "/blocks/0/rows", "too_many"],
  ["a table has 20 columns", [table(1, 20)], [table(1, 21)], "/blocks/0/rows/0", "too_many"],
  ["a message has one table", [table(1)], [table(1), table(1)], "/blocks/1", "too_many"],
  [
    "a table has 10,000 characters",
    [table(10, 1, long(1_000))],
    [table(10, 1, long(1_001))],
    "/blocks/0/rows",
    "too_long",
  ],
  [
    "markdown has 12,000 characters in all",
    [{ type: "markdown", text: long(6_000) }],
    times(2, () => ({ type: "markdown", text: long(6_001) })),
    "/blocks",
    "too_long",
  ],
  [
    "all blocks have 12,000 characters",
    times(4, () => section({ text: plain(long(3_000)) })),
    times(5, () => section({ text: plain(long(2_500)) })),
    "/blocks",
    "total_text_too_long",
  ],
  [
    "one element has the focus",
    [input(textInput({ focus_on_load: true }))],
    times(2, () => input(textInput({ focus_on_load: true }))),
    "/blocks",
    "conflicting_fields",
  ],
  [
    "child blocks are checked too",
    [{ type: "container", child_blocks: [section()] }],
    [{ type: "container", child_blocks: [section({ text: plain("") })] }],
    "/blocks/0/child_blocks/0/text/text",
    "too_short",
  ],
];

describe("validateMessage", () => {
  checkRules(RULES);

  it("takes every element of a message where it belongs", () => {
    const picked = [
      "users_select",
      "multi_users_select",
      "conversations_select",
      "channels_select",
      "timepicker",
      "external_select",
      "datetimepicker",
    ];
    const blocks = [
      actions(...picked.map((type) => ({ type, action_id: type }))),
      section({
        accessory: { type: "image", alt_text: "x", image_url: "https://example.com/a.png" },
      }),
      {
        type: "context_actions",
        elements: [
          {
            type: "feedback_buttons",
            positive_button: { text: plain("Good"), value: "1" },
            negative_button: { text: plain("Bad"), value: "0" },
          },
        ],
      },
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_list",
            style: "bullet",
            elements: [{ type: "rich_text_section", elements: [] }],
          },
          {
            type: "rich_text_preformatted",
            language: "json",
            elements: [{ type: "text", text: "{}" }],
          },
          { type: "rich_text_quote", elements: [{ type: "date", timestamp: 1, format: "{date}" }] },
        ],
      },
    ];
    expect(validateMessage({ blocks })).toEqual([]);
  });

  it("needs text or blocks, and bounds the text by the way it goes", () => {
    expect(validateMessage({})).toMatchObject([{ rule: "no_text" }]);
    expect(validateMessage({ text: "", blocks: [] })).toMatchObject([{ rule: "no_text" }]);
    expect(validateMessage({ text: long(4_001) })).toEqual([]);
    expect(validateMessage({ text: long(4_000) }, "update")).toEqual([]);
    expect(validateMessage({ text: long(4_001) }, "update")).toMatchObject([
      { pointer: "/text", rule: "too_long" },
    ]);
    expect(validateMessage({ text: long(40_001) })).toMatchObject([
      { pointer: "/text", rule: "too_long" },
    ]);
  });

  it("does not bound the total text of what goes to a response_url", () => {
    const blocks = times(5, () => section({ text: plain(long(3_000)) }));
    expect(validateMessage({ blocks }, "response")).toEqual([]);
  });

  it("counts labels, options and rich text into the total", () => {
    const total = (...blocks: Block[]) =>
      validateMessage({ blocks }).some(({ rule }) => rule === "total_text_too_long");
    const filler = [1, 2, 3, 4].map(() => section({ text: plain(long(2_999)) }));
    expect(total(...filler, section({ text: plain("1234") }))).toBe(false);
    expect(total(...filler, input(textInput(), { label: plain("12345") }))).toBe(true);
    expect(total(...filler, rich({ type: "text", text: "12345" }))).toBe(true);
    expect(total(...filler, actions({ type: "radio_buttons", options: [option("12345")] }))).toBe(
      true,
    );
  });

  it("reports blocks that are no list, and blocks that are no objects", () => {
    expect(validateMessage({ blocks: "text" })).toContainEqual(
      expect.objectContaining({ pointer: "/blocks", rule: "wrong_type" }),
    );
    expect(validateMessage({ blocks: ["text"] })).toContainEqual(
      expect.objectContaining({ pointer: "/blocks/0", rule: "wrong_type" }),
    );
  });
});
