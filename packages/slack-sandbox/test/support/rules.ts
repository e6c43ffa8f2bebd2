import { expect, it } from "vitest";
import { validateMessage, type ViolationRule } from "../../src/index.js";
import { option, plain } from "./blocks.js";

export type Block = Record<string, unknown>;

export const long = (length: number) => "a".repeat(length);
export const times = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));
export const section = (extra: Block = {}): Block => ({
  type: "section",
  text: plain("x"),
  ...extra,
});
export const actions = (...elements: object[]): Block => ({ type: "actions", elements });
export const input = (element: object, extra: Block = {}): Block => ({
  type: "input",
  label: plain("L"),
  element,
  ...extra,
});
export const select = (extra: Block): Block => ({
  type: "static_select",
  action_id: "s",
  ...extra,
});
export const options = (count: number) => times(count, (index) => option(`Option ${index}`));
export const textInput = (extra: Block = {}): Block => ({
  type: "plain_text_input",
  action_id: "t",
  ...extra,
});
export const rich = (...elements: object[]): Block => ({
  type: "rich_text",
  elements: [{ type: "rich_text_section", elements }],
});
export const table = (rows: number, columns = 1, text = "x"): Block => ({
  type: "table",
  rows: times(rows, () => times(columns, () => ({ type: "raw_text", text }))),
});
export const withOption = (text: string, value: string) =>
  actions({ type: "radio_buttons", options: [option(text, value)] });

/** The rule, blocks that pass, blocks that do not, where the fault is and what kind it is. */
export type BlockRule = readonly [
  string,
  readonly Block[],
  readonly Block[],
  string,
  ViolationRule,
];

/** One test for each rule: the good blocks pass and the bad ones are found out. */
export function checkRules(rules: readonly BlockRule[]): void {
  it.each(rules)("%s", (_rule, good, bad, pointer, rule) => {
    expect(validateMessage({ text: "x", blocks: good })).toEqual([]);
    expect(validateMessage({ text: "x", blocks: bad })).toContainEqual(
      expect.objectContaining({ pointer, rule }),
    );
  });
}
