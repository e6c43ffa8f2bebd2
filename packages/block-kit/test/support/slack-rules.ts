import type { KnownBlock, ModalView } from "@slack/types";
import { countBytes, SLACK_LIMITS } from "../../src/index.js";

type Json = Record<string, unknown>;

/** Blocks and elements that a surface takes, from the tables of Slack's documentation. */
const BLOCKS = {
  message: ["section", "context", "divider", "actions", "input", "rich_text"],
  modal: ["section", "context", "divider", "actions", "input", "rich_text"],
};
const INPUTS = {
  message: [
    "plain_text_input",
    "radio_buttons",
    "checkboxes",
    "static_select",
    "multi_static_select",
  ],
  modal: [
    "plain_text_input",
    "radio_buttons",
    "checkboxes",
    "static_select",
    "multi_static_select",
    "number_input",
  ],
};

/** Everything that Slack would refuse in a message, as sentences; written against the documentation, not against the renderer. */
export function messageProblems({
  blocks,
  text,
}: {
  blocks: readonly KnownBlock[];
  text: string;
}): string[] {
  const problems = blockProblems(blocks, "message", SLACK_LIMITS.messageBlocks);
  if (text.length === 0 || text.length > SLACK_LIMITS.fallbackText)
    problems.push(`text has ${text.length}`);
  if (/<[!@#]|<[^>]*\|/.test(text)) problems.push("text holds markup");
  return problems;
}

/** The same for a modal. */
export function viewProblems(view: ModalView): string[] {
  const problems = blockProblems(view.blocks as KnownBlock[], "modal", SLACK_LIMITS.modalBlocks);
  for (const part of [view.title, view.submit, view.close])
    if (part && (part.text.length === 0 || part.text.length > SLACK_LIMITS.modalTitle))
      problems.push(`title ${part.text}`);
  if (view.blocks.some(({ type }) => type === "input") && !view.submit)
    problems.push("inputs without submit");
  if ((view.private_metadata?.length ?? 0) > SLACK_LIMITS.privateMetadata)
    problems.push("private_metadata");
  if (countBytes(view) > SLACK_LIMITS.viewBytes)
    problems.push(`view has ${countBytes(view)} bytes`);
  return problems;
}

function blockProblems(
  blocks: readonly KnownBlock[],
  surface: keyof typeof BLOCKS,
  max: number,
): string[] {
  const problems: string[] = [];
  if (blocks.length === 0 || blocks.length > max) problems.push(`${blocks.length} blocks`);
  const ids = blocks.flatMap((block) => (block.block_id === undefined ? [] : [block.block_id]));
  if (new Set(ids).size < ids.length) problems.push("duplicate block ids");
  if (ids.some((id) => id.length === 0 || id.length > SLACK_LIMITS.blockId))
    problems.push("block id length");
  for (const block of blocks) {
    if (!BLOCKS[surface].includes(block.type)) problems.push(`${block.type} in a ${surface}`);
    checkBlock(block as unknown as Json, surface, problems);
  }
  walk(blocks, problems);
  return problems;
}

function checkBlock(block: Json, surface: keyof typeof INPUTS, problems: string[]): void {
  const length = (value: unknown) => (value as Json | undefined)?.["text"]?.toString().length ?? 0;
  const elements = (block["elements"] ?? []) as Json[];
  const actionIds = elements.flatMap((element) =>
    element["action_id"] === undefined ? [] : [element["action_id"]],
  );
  if (new Set(actionIds).size < actionIds.length) problems.push("duplicate action ids in a block");
  if (block["type"] === "section" && length(block["text"]) > SLACK_LIMITS.sectionText)
    problems.push("section text");
  if (block["type"] === "context" && elements.length > SLACK_LIMITS.contextElements)
    problems.push("context elements");
  if (block["type"] === "actions" && elements.length > SLACK_LIMITS.actionsElements)
    problems.push("actions elements");
  if (["rich_text", "actions", "context"].includes(String(block["type"])) && elements.length === 0)
    problems.push("empty block");
  if (block["type"] !== "input") return;
  if (length(block["label"]) > SLACK_LIMITS.inputLabel) problems.push("label");
  if (length(block["hint"]) > SLACK_LIMITS.inputHint) problems.push("hint");
  const element = block["element"] as Json;
  if (!INPUTS[surface].includes(String(element["type"])))
    problems.push(`${String(element["type"])} in a ${surface}`);
  if (block["block_id"] === undefined) problems.push("an input needs a block id");
}

const RICH = ["rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"];

/** Rules that hold wherever an object stands. */
function walk(node: unknown, problems: string[]): void {
  if (Array.isArray(node)) return node.forEach((part) => walk(part, problems));
  if (typeof node !== "object" || node === null) return;
  const object = node as Json;
  const type = String(object["type"]);
  const text = object["text"];
  if (type === "plain_text" || type === "mrkdwn" || type === "text") {
    if (typeof text !== "string" || text.length === 0) problems.push(`empty ${type}`);
    else if (type !== "text" && text.length > SLACK_LIMITS.textObject)
      problems.push(`${type} of ${text.length}`);
  }
  if (type === "plain_text" && object["emoji"] !== false) problems.push("emoji names are read");
  if (
    ["broadcast", "user", "usergroup", "channel", "team", "emoji", "date", "image"].includes(type)
  )
    problems.push(`element ${type}`);
  if (RICH.includes(type) && (object["elements"] as unknown[]).length === 0)
    problems.push(`empty ${type}`);
  if (type === "link" && !/^(https?:|mailto:)/.test(String(object["url"])))
    problems.push("unsafe link");
  if (type === "rich_text_list" && Number(object["indent"]) > SLACK_LIMITS.listIndent)
    problems.push("indent");
  if (type === "button") checkButton(object, problems);
  if (object["action_id"] !== undefined) checkElement(object, type, problems);
  for (const part of Object.values(object)) walk(part, problems);
}

function checkButton(button: Json, problems: string[]): void {
  if (String((button["text"] as Json)["text"]).length > SLACK_LIMITS.buttonText)
    problems.push("button text");
  if (String(button["value"]).length > SLACK_LIMITS.buttonValue) problems.push("button value");
  if (String(button["url"] ?? "").length > SLACK_LIMITS.buttonUrl) problems.push("button url");
  if (String(button["accessibility_label"] ?? "").length > SLACK_LIMITS.accessibilityLabel)
    problems.push("label of button");
}

function checkElement(element: Json, type: string, problems: string[]): void {
  if (String(element["action_id"]).length > SLACK_LIMITS.actionId) problems.push("action id");
  const groups = (element["option_groups"] ?? []) as { options: Json[] }[];
  const lists = [element["options"] as Json[] | undefined, ...groups.map(({ options }) => options)];
  const max = { radio_buttons: 10, checkboxes: 10, overflow: 5 }[type] ?? 100;
  for (const options of lists.filter((list) => list !== undefined)) {
    if (options.length === 0 || options.length > max)
      problems.push(`${options.length} options in ${type}`);
    for (const option of options) {
      if (String((option["text"] as Json)["text"]).length > SLACK_LIMITS.optionText)
        problems.push("option text");
      if (String(option["value"]).length > SLACK_LIMITS.optionValue) problems.push("option value");
    }
  }
  const all = lists.flatMap((list) => list ?? []).map((option) => JSON.stringify(option));
  if (new Set(all).size < all.length) problems.push("the same option twice");
  const initial = [element["initial_option"], ...((element["initial_options"] ?? []) as unknown[])];
  if (initial.some((option) => option !== undefined && !all.includes(JSON.stringify(option))))
    problems.push("initial option");
  checkTyped(element, type, problems);
}

function checkTyped(element: Json, type: string, problems: string[]): void {
  const initial = element["initial_value"];
  const max = Number(element["max_length"] ?? SLACK_LIMITS.inputValue);
  if (type === "plain_text_input" && (max < 1 || max > SLACK_LIMITS.inputValue))
    problems.push("max_length");
  if (initial !== undefined && (String(initial).length === 0 || String(initial).length > max))
    problems.push("initial value");
  if (type === "number_input")
    for (const key of ["initial_value", "min_value", "max_value"])
      if (element[key] !== undefined && !/^-?\d+(\.\d+)?$/.test(String(element[key])))
        problems.push(`number ${key}`);
}
