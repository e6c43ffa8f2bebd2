import { describe, expect, it } from "vitest";
import { validateMessage, type ViolationRule } from "../../src/index.js";
import { button, option, plain, radios } from "../support/blocks.js";

type Block = Record<string, unknown>;

const long = (length: number) => "a".repeat(length);
const times = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));
const section = (extra: Block = {}): Block => ({ type: "section", text: plain("x"), ...extra });
const actions = (...elements: object[]): Block => ({ type: "actions", elements });
const input = (element: object, extra: Block = {}): Block => ({
  type: "input",
  label: plain("L"),
  element,
  ...extra,
});
const select = (extra: Block): Block => ({ type: "static_select", action_id: "s", ...extra });
const options = (count: number) => times(count, (index) => option(`Option ${index}`));
const textInput = (extra: Block = {}): Block => ({
  type: "plain_text_input",
  action_id: "t",
  ...extra,
});
const rich = (...elements: object[]): Block => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements }],
});
const table = (rows: number, columns = 1, text = "x"): Block => ({
  type: "table",
  rows: times(rows, () => times(columns, () => ({ type: "raw_text", text }))),
});
const withOption = (text: string, value: string) =>
  actions({ type: "radio_buttons", options: [option(text, value)] });

/** What passes, what does not, where the fault is and which rule it breaks. */
const RULES: readonly (readonly [
  string,
  readonly Block[],
  readonly Block[],
  string,
  ViolationRule,
])[] = [
  [
    "a message has 50 blocks",
    times(50, () => section()),
    times(51, () => section()),
    "/blocks",
    "too_many",
  ],
  [
    "a block has a known type",
    [{ type: "divider" }],
    [{ type: "line" }],
    "/blocks/0/type",
    "unsupported_type",
  ],
  ["a block has a type", [{ type: "divider" }], [{}], "/blocks/0", "missing_field"],
  [
    "a block has no other fields",
    [section()],
    [section({ colour: "red" })],
    "/blocks/0",
    "unknown_field",
  ],
  [
    "a section has text or fields",
    [{ type: "section", fields: [plain("x")] }],
    [{ type: "section" }],
    "/blocks/0",
    "missing_field",
  ],
  [
    "section text has 3,000 characters",
    [section({ text: plain(long(3_000)) })],
    [section({ text: plain(long(3_001)) })],
    "/blocks/0/text/text",
    "too_long",
  ],
  [
    "text is not empty",
    [section()],
    [section({ text: plain("") })],
    "/blocks/0/text/text",
    "too_short",
  ],
  [
    "a section has 10 fields",
    [section({ fields: times(10, () => plain("x")) })],
    [section({ fields: times(11, () => plain("x")) })],
    "/blocks/0/fields",
    "too_many",
  ],
  [
    "a field has 2,000 characters",
    [section({ fields: [plain(long(2_000))] })],
    [section({ fields: [plain(long(2_001))] })],
    "/blocks/0/fields/0/text",
    "too_long",
  ],
  [
    "emoji belongs to plain text",
    [section({ text: { ...plain("x"), emoji: false } })],
    [section({ text: { type: "mrkdwn", text: "x", emoji: false } })],
    "/blocks/0/text",
    "unknown_field",
  ],
  [
    "a header has 150 characters",
    [{ type: "header", text: plain(long(150)) }],
    [{ type: "header", text: plain(long(151)) }],
    "/blocks/0/text/text",
    "too_long",
  ],
  [
    "a header is plain text",
    [{ type: "header", text: plain("x") }],
    [{ type: "header", text: { type: "mrkdwn", text: "x" } }],
    "/blocks/0/text/type",
    "wrong_value",
  ],
  [
    "a context has 10 elements",
    [{ type: "context", elements: times(10, () => plain("x")) }],
    [{ type: "context", elements: times(11, () => plain("x")) }],
    "/blocks/0/elements",
    "too_many",
  ],
  [
    "a context takes no button",
    [{ type: "context", elements: [plain("x")] }],
    [{ type: "context", elements: [button("x", "x")] }],
    "/blocks/0/elements/0/type",
    "unsupported_type",
  ],
  [
    "actions have 25 elements",
    [actions(...times(25, (index) => button("x", `a${index}`)))],
    [actions(...times(26, (index) => button("x", `a${index}`)))],
    "/blocks/0/elements",
    "too_many",
  ],
  [
    "actions have an element",
    [actions(button("x", "x"))],
    [actions()],
    "/blocks/0/elements",
    "too_few",
  ],
  [
    "actions take no text input",
    [actions(radios())],
    [actions(textInput())],
    "/blocks/0/elements/0/type",
    "unsupported_type",
  ],
  [
    "an input takes no button",
    [input(textInput())],
    [input(button("x", "x"))],
    "/blocks/0/element/type",
    "unsupported_type",
  ],
  [
    "an input has a label",
    [input(textInput())],
    [{ type: "input", element: textInput() }],
    "/blocks/0",
    "missing_field",
  ],
  [
    "a hint has 2,000 characters",
    [input(textInput(), { hint: plain(long(2_000)) })],
    [input(textInput(), { hint: plain(long(2_001)) })],
    "/blocks/0/hint/text",
    "too_long",
  ],
  [
    "number inputs live in modals",
    [input(textInput())],
    [input({ type: "number_input", is_decimal_allowed: true })],
    "/blocks/0/element/type",
    "wrong_surface",
  ],
  [
    "address inputs live in modals",
    [input(textInput())],
    [input({ type: "url_text_input" })],
    "/blocks/0/element/type",
    "wrong_surface",
  ],
  [
    "rich text inputs live in modals",
    [rich({ type: "text", text: "x" })],
    [input({ type: "rich_text_input" })],
    "/blocks/0/element/type",
    "wrong_surface",
  ],
  [
    "alerts live in modals",
    [section()],
    [{ type: "alert", text: plain("x") }],
    "/blocks/0/type",
    "wrong_surface",
  ],
  [
    "a block id has 255 characters",
    [section({ block_id: long(255) })],
    [section({ block_id: long(256) })],
    "/blocks/0/block_id",
    "too_long",
  ],
  [
    "an action id has 255 characters",
    [actions(button("x", long(255)))],
    [actions(button("x", long(256)))],
    "/blocks/0/elements/0/action_id",
    "too_long",
  ],
  [
    "block ids differ",
    [section({ block_id: "a" }), section({ block_id: "b" })],
    [section({ block_id: "a" }), section({ block_id: "a" })],
    "/blocks/1",
    "duplicate_block_id",
  ],
  [
    "action ids differ within a block",
    [actions(button("x", "a"), button("y", "b"))],
    [actions(button("x", "a"), button("y", "a"))],
    "/blocks/0/elements/1",
    "duplicate_action_id",
  ],
  [
    "a button has 75 characters",
    [actions(button(long(75), "a"))],
    [actions(button(long(76), "a"))],
    "/blocks/0/elements/0/text/text",
    "too_long",
  ],
  [
    "a button value has 2,000 characters",
    [actions({ ...button("x", "a"), value: long(2_000) })],
    [actions({ ...button("x", "a"), value: long(2_001) })],
    "/blocks/0/elements/0/value",
    "too_long",
  ],
  [
    "an address has 3,000 characters",
    [actions({ ...button("x", "a"), url: long(3_000) })],
    [actions({ ...button("x", "a"), url: long(3_001) })],
    "/blocks/0/elements/0/url",
    "too_long",
  ],
  [
    "a button is primary or dangerous",
    [actions({ ...button("x", "a"), style: "danger" })],
    [actions({ ...button("x", "a"), style: "green" })],
    "/blocks/0/elements/0/style",
    "wrong_value",
  ],
  [
    "a confirm title has 100 characters",
    [actions({ ...button("x", "a"), confirm: { title: plain(long(100)), text: plain("x") } })],
    [actions({ ...button("x", "a"), confirm: { title: plain(long(101)), text: plain("x") } })],
    "/blocks/0/elements/0/confirm/title/text",
    "too_long",
  ],
  [
    "an option's text has 75 characters",
    [withOption(long(75), "v")],
    [withOption(long(76), "v")],
    "/blocks/0/elements/0/options/0/text/text",
    "too_long",
  ],
  [
    "an option's value has 150 characters",
    [withOption("x", long(150))],
    [withOption("x", long(151))],
    "/blocks/0/elements/0/options/0/value",
    "too_long",
  ],
  [
    "an option's description has 75 characters",
    [
      actions({
        type: "radio_buttons",
        options: [{ ...option("x"), description: plain(long(75)) }],
      }),
    ],
    [
      actions({
        type: "radio_buttons",
        options: [{ ...option("x"), description: plain(long(76)) }],
      }),
    ],
    "/blocks/0/elements/0/options/0/description/text",
    "too_long",
  ],
  [
    "radio buttons have 10 options",
    [actions({ type: "radio_buttons", options: options(10) })],
    [actions({ type: "radio_buttons", options: options(11) })],
    "/blocks/0/elements/0/options",
    "too_many",
  ],
  [
    "checkboxes have 10 options",
    [actions({ type: "checkboxes", options: options(10) })],
    [actions({ type: "checkboxes", options: options(11) })],
    "/blocks/0/elements/0/options",
    "too_many",
  ],
  [
    "choices have an option",
    [actions({ type: "checkboxes", options: options(1) })],
    [actions({ type: "checkboxes", options: [] })],
    "/blocks/0/elements/0/options",
    "too_few",
  ],
  [
    "an overflow menu has 5 options",
    [actions({ type: "overflow", options: options(5) })],
    [actions({ type: "overflow", options: options(6) })],
    "/blocks/0/elements/0/options",
    "too_many",
  ],
  [
    "a select has 100 options",
    [actions(select({ options: options(100) }))],
    [actions(select({ options: options(101) }))],
    "/blocks/0/elements/0/options",
    "too_many",
  ],
  [
    "a select has options or groups",
    [actions(select({ option_groups: [{ label: plain("G"), options: options(1) }] }))],
    [actions(select({}))],
    "/blocks/0/elements/0",
    "conflicting_fields",
  ],
  [
    "a select's options are plain text",
    [actions(select({ options: [option("x")] }))],
    [actions(select({ options: [{ text: { type: "mrkdwn", text: "x" }, value: "v" }] }))],
    "/blocks/0/elements/0/options/0/text/type",
    "wrong_value",
  ],
  [
    "an initial option is one of the options",
    [actions(select({ options: options(2), initial_option: option("Option 1") }))],
    [actions(select({ options: options(2), initial_option: option("Option 2") }))],
    "/blocks/0/elements/0/initial_option",
    "not_an_option",
  ],
  [
    "initial options are among the options",
    [actions({ type: "checkboxes", options: options(2), initial_options: options(2) })],
    [actions({ type: "checkboxes", options: options(2), initial_options: options(3) })],
    "/blocks/0/elements/0/initial_options/2",
    "not_an_option",
  ],
  [
    "initial options are not an empty list",
    [actions({ type: "checkboxes", options: options(2) })],
    [actions({ type: "checkboxes", options: options(2), initial_options: [] })],
    "/blocks/0/elements/0/initial_options",
    "too_few",
  ],
  [
    "a placeholder has 150 characters",
    [input(textInput({ placeholder: plain(long(150)) }))],
    [input(textInput({ placeholder: plain(long(151)) }))],
    "/blocks/0/element/placeholder/text",
    "too_long",
  ],
  [
    "a text input asks for at most 3,000 characters",
    [input(textInput({ max_length: 3_000 }))],
    [input(textInput({ max_length: 3_001 }))],
    "/blocks/0/element/max_length",
    "out_of_range",
  ],
  [
    "initial text fits its input",
    [input(textInput({ max_length: 2, initial_value: "ab" }))],
    [input(textInput({ max_length: 2, initial_value: "abc" }))],
    "/blocks/0/element/initial_value",
    "too_long",
  ],
  [
    "a shortest length is not above the longest",
    [input(textInput({ min_length: 2, max_length: 2 }))],
    [input(textInput({ min_length: 3, max_length: 2 }))],
    "/blocks/0/element/min_length",
    "conflicting_fields",
  ],
  [
    "a date is written YYYY-MM-DD",
    [actions({ type: "datepicker", initial_date: "2026-01-31" })],
    [actions({ type: "datepicker", initial_date: "31.1.2026" })],
    "/blocks/0/elements/0/initial_date",
    "wrong_value",
  ],
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
  it.each(RULES)("%s", (_rule, good, bad, pointer, rule) => {
    expect(validateMessage({ text: "x", blocks: good })).toEqual([]);
    expect(validateMessage({ text: "x", blocks: bad })).toContainEqual(
      expect.objectContaining({ pointer, rule }),
    );
  });

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
