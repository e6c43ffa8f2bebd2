import { describe, expect, it } from "vitest";
import { validateView, type ViolationRule } from "../../src/index.js";
import { input, modal, plain } from "../support/blocks.js";

const long = (length: number) => "a".repeat(length);
const dividers = (count: number) =>
  Array.from({ length: count }, () => ({ type: "divider" }) as const);
const number = (extra: object) =>
  modal([input("N", { type: "number_input", is_decimal_allowed: false, ...extra }, "n")]);
const home = (extra: object = {}) => ({ type: "home", blocks: [], ...extra });

const RULES: readonly (readonly [string, unknown, unknown, string, ViolationRule])[] = [
  ["a view is an object", modal([]), "modal", "/view", "wrong_type"],
  ["a view has a type", modal([]), { blocks: [], title: plain("x") }, "/view", "missing_field"],
  [
    "a view is a modal or a home",
    home(),
    { type: "page", blocks: [] },
    "/view/type",
    "unsupported_type",
  ],
  ["a modal has a title", modal([]), { type: "modal", blocks: [] }, "/view", "missing_field"],
  ["a view has blocks", modal([]), { type: "modal", title: plain("x") }, "/view", "missing_field"],
  [
    "a title has 24 characters",
    modal([], { title: plain(long(24)) }),
    modal([], { title: plain(long(25)) }),
    "/view/title/text",
    "too_long",
  ],
  [
    "a submit button has 24 characters",
    modal([], { submit: plain(long(24)) }),
    modal([], { submit: plain(long(25)) }),
    "/view/submit/text",
    "too_long",
  ],
  [
    "a close button has 24 characters",
    modal([], { close: plain(long(24)) }),
    modal([], { close: plain(long(25)) }),
    "/view/close/text",
    "too_long",
  ],
  [
    "private metadata has 3,000 characters",
    modal([], { private_metadata: long(3_000) }),
    modal([], { private_metadata: long(3_001) }),
    "/view/private_metadata",
    "too_long",
  ],
  [
    "a callback id has 255 characters",
    modal([], { callback_id: long(255) }),
    modal([], { callback_id: long(256) }),
    "/view/callback_id",
    "too_long",
  ],
  [
    "an external id has 255 characters",
    modal([], { external_id: long(255) }),
    modal([], { external_id: long(256) }),
    "/view/external_id",
    "too_long",
  ],
  ["a view has 100 blocks", modal(dividers(100)), modal(dividers(101)), "/view/blocks", "too_many"],
  ["a home has no title", home(), home({ title: plain("x") }), "/view", "unknown_field"],
  [
    "what Slack adds to a view is not sent back",
    modal([]),
    { ...modal([]), hash: "1.a" },
    "/view",
    "unknown_field",
  ],
  [
    "a modal with inputs has a submit button",
    modal([input("T", { type: "plain_text_input" }, "t")]),
    { ...modal([input("T", { type: "plain_text_input" }, "t")]), submit: undefined },
    "/view",
    "missing_field",
  ],
  [
    "number inputs live in modals, not in a home",
    number({}),
    home({ blocks: number({}).blocks }),
    "/view/blocks/0/element/type",
    "wrong_surface",
  ],
  [
    "tables live in messages",
    modal(dividers(1)),
    { ...modal([]), blocks: [{ type: "table", rows: [[{ type: "raw_text", text: "x" }]] }] },
    "/view/blocks/0/type",
    "wrong_surface",
  ],
  [
    "markdown lives in messages",
    modal(dividers(1)),
    { ...modal([]), blocks: [{ type: "markdown", text: "x" }] },
    "/view/blocks/0/type",
    "wrong_surface",
  ],
  [
    "a number input says whether decimals are allowed",
    number({}),
    {
      ...modal([]),
      blocks: [{ type: "input", label: plain("N"), element: { type: "number_input" } }],
    },
    "/view/blocks/0/element",
    "missing_field",
  ],
  [
    "number bounds are strings",
    number({ min_value: "1" }),
    number({ min_value: 1 }),
    "/view/blocks/0/element/min_value",
    "wrong_type",
  ],
  [
    "number bounds are in order",
    number({ min_value: "1", max_value: "2" }),
    number({ min_value: "3", max_value: "2" }),
    "/view/blocks/0/element/min_value",
    "conflicting_fields",
  ],
  [
    "an initial number is within its bounds",
    number({ max_value: "2", initial_value: "2" }),
    number({ max_value: "2", initial_value: "3" }),
    "/view/blocks/0/element/initial_value",
    "out_of_range",
  ],
  [
    "whole numbers have whole bounds",
    number({ min_value: "-1" }),
    number({ min_value: "-1.5" }),
    "/view/blocks/0/element/min_value",
    "wrong_value",
  ],
];

describe("validateView", () => {
  it.each(RULES)("%s", (_rule, good, bad, pointer, rule) => {
    expect(validateView(good)).toEqual([]);
    expect(validateView(bad)).toContainEqual(expect.objectContaining({ pointer, rule }));
  });

  it("takes 250 KB and no more", () => {
    const view = (chars: number) =>
      modal(
        Array.from({ length: 100 }, () => ({ type: "section", text: plain(long(chars)) }) as const),
      );
    expect(validateView(view(2_400))).toEqual([]);
    expect(validateView(view(2_600))).toMatchObject([{ rule: "payload_too_large" }]);
  });
});
