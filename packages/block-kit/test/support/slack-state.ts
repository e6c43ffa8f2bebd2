import type { StateValue, StateValues } from "../../src/index.js";
import { fields, list, word, type Fields } from "./payload.js";

/** An input block: its id, and its element's fields. */
export interface Input {
  readonly blockId: string;
  readonly block: Fields;
  readonly element: Fields;
}

/** All the input blocks. */
export function inputs(blocks: readonly unknown[]): readonly Input[] {
  return blocks
    .map(fields)
    .filter(({ type }) => type === "input")
    .map((block) => ({
      block,
      blockId: word(block["block_id"]),
      element: fields(block["element"]),
    }));
}

/** The nth question or comment. */
export function field(blocks: readonly unknown[], part: "q" | "c", index: number): Input {
  const found = inputs(blocks).find(({ blockId }) =>
    blockId.slice(1).startsWith(`${part}.${index}.`),
  );
  if (found === undefined) throw new Error(`There is no field ${part}.${index}.`);
  return found;
}

/** What Slack sends for inputs that nobody touched: their initial values. */
export function untouched(blocks: readonly unknown[]): StateValues {
  return Object.fromEntries(
    inputs(blocks).map(({ blockId, element }) => [
      blockId,
      { [word(element["action_id"])]: initialState(element) },
    ]),
  );
}

/** The same state with one field changed. */
export function changed(
  blocks: readonly unknown[],
  { blockId, element }: Input,
  state: StateValue,
): StateValues {
  return { ...untouched(blocks), [blockId]: { [word(element["action_id"])]: state } };
}

function initialState(element: Fields): StateValue {
  switch (word(element["type"])) {
    case "plain_text_input":
    case "number_input":
      return { value: word(element["initial_value"]) || null };
    case "radio_buttons":
    case "static_select": {
      const value = fields(element["initial_option"])["value"];
      return { selected_option: value === undefined ? null : { value: word(value) } };
    }
    default:
      return {
        selected_options: list(element["initial_options"]).map((one) => ({
          value: word(fields(one)["value"]),
        })),
      };
  }
}

/** All the words of a payload that people read. */
export function visibleText(node: unknown): string {
  if (Array.isArray(node)) return node.map(visibleText).join("");
  if (typeof node !== "object") return "";
  const { type, text, label, hint, element, elements, options, accessory, value } = fields(node);
  if (typeof text === "string") return type === "plain_text" ? `${text}\n` : text;
  const own = [text, label, element, options, hint, accessory, elements].map(visibleText).join("");
  return own + (type === "rich_text" && value === undefined ? "\n" : "");
}
