import type { KnownBlock } from "@slack/types";
import type { StateValues } from "../../src/index.js";

type Element = {
  action_id?: string;
  type: string;
  initial_value?: string;
  initial_option?: { value: string };
  initial_options?: { value: string }[];
};

/** What Slack sends for inputs that nobody touched: their initial values. */
export function untouched(blocks: readonly unknown[]): StateValues {
  return Object.fromEntries(
    inputs(blocks).map(({ block_id, element }) => [
      block_id,
      { [element.action_id ?? ""]: initialState(element) },
    ]),
  );
}

/** The same state with some fields changed: by block id. */
export function filled(
  blocks: readonly unknown[],
  changes: Readonly<Record<string, object>>,
): StateValues {
  const state = { ...untouched(blocks) };
  for (const { block_id, element } of inputs(blocks)) {
    const change = changes[block_id];
    if (change !== undefined) state[block_id] = { [element.action_id ?? ""]: change };
  }
  return state;
}

/** The block id of the nth question or comment. */
export function fieldId(blocks: readonly unknown[], kind: "q" | "c", index: number): string {
  const found = inputs(blocks).find(({ block_id }) =>
    block_id.slice(1).startsWith(`${kind}.${index}.`),
  );
  if (found === undefined) throw new Error(`no field ${kind}.${index}`);
  return found.block_id;
}

/** All input blocks. */
export function inputs(
  blocks: readonly unknown[],
): { block_id: string; element: Element; [key: string]: unknown }[] {
  return (blocks as KnownBlock[]).filter(({ type }) => type === "input") as never;
}

function initialState(element: Element) {
  switch (element.type) {
    case "plain_text_input":
    case "number_input":
      return { type: element.type, value: element.initial_value ?? null };
    case "radio_buttons":
    case "static_select":
      return { type: element.type, selected_option: element.initial_option ?? null };
    default:
      return { type: element.type, selected_options: element.initial_options ?? [] };
  }
}

/** All the words of a payload that people read. */
export function visibleText(node: unknown): string {
  if (Array.isArray(node)) return node.map(visibleText).join("");
  if (typeof node !== "object" || node === null) return "";
  const { type, text, elements } = node as { type?: string; text?: unknown; elements?: unknown };
  if (typeof text === "string") return type === "plain_text" ? `${text}\n` : text;
  return visibleText(text) + visibleText(elements) + (type === "rich_text" ? "\n" : "");
}
