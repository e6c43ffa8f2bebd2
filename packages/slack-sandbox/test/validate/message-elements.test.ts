import { describe } from "vitest";
import { button, option, plain } from "../support/blocks.js";
import {
  long,
  actions,
  input,
  select,
  options,
  textInput,
  withOption,
  checkRules,
  type BlockRule,
} from "../support/rules.js";

const RULES: readonly BlockRule[] = [
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
];

describe("the elements of a message", () => {
  checkRules(RULES);
});
