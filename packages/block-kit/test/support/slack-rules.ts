import type { KnownBlock, ModalView } from "@slack/types";
import { countBytes, SLACK_LIMITS } from "../../src/index.js";
import { everyObject, fields, list, word, type Fields } from "./payload.js";

const BLOCKS = new Set(["section", "context", "divider", "actions", "input", "rich_text"]);
const MESSAGE_INPUTS = new Set([
  "plain_text_input",
  "radio_buttons",
  "checkboxes",
  "static_select",
  "multi_static_select",
]);
const MODAL_INPUTS = new Set([...MESSAGE_INPUTS, "number_input"]);
const NEVER = new Set([
  "mrkdwn",
  "broadcast",
  "user",
  "usergroup",
  "channel",
  "team",
  "emoji",
  "date",
  "image",
]);
const RICH = new Set([
  "rich_text_section",
  "rich_text_list",
  "rich_text_quote",
  "rich_text_preformatted",
]);
const MAX_OPTIONS: Readonly<Record<string, number>> = {
  radio_buttons: 10,
  checkboxes: 10,
  overflow: 5,
};

/** What a message breaks of the table of limits and of our own rules on recorded text, as sentences. */
export function messageProblems({
  blocks,
  text,
}: {
  readonly blocks: readonly KnownBlock[];
  readonly text: string;
}): string[] {
  return [
    ...blockProblems(blocks, SLACK_LIMITS.messageBlocks, MESSAGE_INPUTS),
    ...problem(
      text.length === 0 || text.length > SLACK_LIMITS.fallbackText,
      `text of ${text.length}`,
    ),
    ...problem(/<[!@#]|<[^>]*\|/.test(text), "text holds markup"),
  ];
}

/** The same for a modal. */
export function viewProblems(view: ModalView): string[] {
  const titles = [view.title, view.submit, view.close].flatMap((title) =>
    title ? [title.text] : [],
  );
  return [
    ...blockProblems(view.blocks, SLACK_LIMITS.modalBlocks, MODAL_INPUTS),
    ...titles.flatMap((title) => tooLong("title", title, SLACK_LIMITS.modalTitle)),
    ...problem(
      (view.private_metadata?.length ?? 0) > SLACK_LIMITS.privateMetadata,
      "private_metadata",
    ),
    ...problem(
      view.blocks.some(({ type }) => type === "input") && !view.submit,
      "inputs without submit",
    ),
    ...problem(countBytes(view) > SLACK_LIMITS.viewBytes, "bytes of the view"),
  ];
}

function blockProblems(
  blocks: readonly unknown[],
  max: number,
  inputs: ReadonlySet<string>,
): string[] {
  const ids = blocks.map((block) => word(fields(block)["block_id"])).filter((id) => id !== "");
  return [
    ...problem(blocks.length === 0 || blocks.length > max, `${blocks.length} blocks`),
    ...problem(new Set(ids).size < ids.length, "duplicate block ids"),
    ...ids.flatMap((id) => tooLong("block_id", id, SLACK_LIMITS.blockId)),
    ...blocks.map(fields).flatMap((block) => blockRules(block, inputs)),
    ...everyObject(blocks).flatMap(objectRules),
  ];
}

function blockRules(block: Fields, inputs: ReadonlySet<string>): string[] {
  const type = word(block["type"]);
  const elements = list(block["elements"]).map(fields);
  const actionIds = elements.map((element) => word(element["action_id"])).filter((id) => id !== "");
  const max =
    { context: SLACK_LIMITS.contextElements, actions: SLACK_LIMITS.actionsElements }[type] ??
    Infinity;
  const element = word(fields(block["element"])["type"]);
  return [
    ...problem(!BLOCKS.has(type), `block ${type}`),
    ...problem(elements.length > max, `${elements.length} elements in ${type}`),
    ...problem("elements" in block && elements.length === 0, `empty ${type}`),
    ...problem(new Set(actionIds).size < actionIds.length, "duplicate action ids in a block"),
    ...problem(type === "input" && !inputs.has(element), `${element} on the wrong surface`),
    ...problem(type === "input" && word(block["block_id"]) === "", "an input without a block id"),
    ...tooLong("label", block["label"], SLACK_LIMITS.inputLabel),
    ...tooLong("hint", block["hint"], SLACK_LIMITS.inputHint),
  ];
}

/** Rules that hold wherever an object stands. */
function objectRules(object: Fields): string[] {
  const type = word(object["type"]);
  return [
    ...problem(NEVER.has(type), `element ${type}`),
    ...problem(
      (type === "plain_text" || type === "text") && word(object["text"]) === "",
      `empty ${type}`,
    ),
    ...(type === "plain_text"
      ? tooLong("text object", object["text"], SLACK_LIMITS.textObject)
      : []),
    ...problem(type === "plain_text" && object["emoji"] !== false, "emoji names are read"),
    ...problem(RICH.has(type) && list(object["elements"]).length === 0, `empty ${type}`),
    ...problem(type === "link" && !/^(https?:|mailto:)/.test(word(object["url"])), "unsafe link"),
    ...problem(Number(object["indent"] ?? 0) > SLACK_LIMITS.listIndent, "indent"),
    ...tooLong(
      "accessibility_label",
      object["accessibility_label"],
      SLACK_LIMITS.accessibilityLabel,
    ),
    ...tooLong("action_id", object["action_id"], SLACK_LIMITS.actionId),
    ...(type === "button" ? buttonRules(object) : []),
    ...("action_id" in object ? [...optionRules(object, type), ...typedRules(object, type)] : []),
  ];
}

function buttonRules(button: Fields): string[] {
  return [
    ...tooLong("button", button["text"], SLACK_LIMITS.buttonText),
    ...tooLong("button value", button["value"], SLACK_LIMITS.buttonValue),
    ...tooLong("button url", button["url"], SLACK_LIMITS.buttonUrl),
  ];
}

function optionRules(element: Fields, type: string): string[] {
  const groups = list(element["option_groups"]).map((group) => list(fields(group)["options"]));
  const lists = "options" in element ? [list(element["options"]), ...groups] : groups;
  const max = MAX_OPTIONS[type] ?? SLACK_LIMITS.selectOptions;
  const all = lists.flat().map((one) => JSON.stringify(one));
  const initial = [element["initial_option"], ...list(element["initial_options"])].filter(
    (one) => one !== undefined,
  );
  return [
    ...lists.flatMap((one) =>
      problem(one.length === 0 || one.length > max, `${one.length} options in ${type}`),
    ),
    ...lists
      .flat()
      .map(fields)
      .flatMap(({ text, value }) =>
        tooLong("option", text, SLACK_LIMITS.optionText).concat(
          tooLong("option value", value, SLACK_LIMITS.optionValue),
        ),
      ),
    ...problem(new Set(all).size < all.length, "the same option twice"),
    ...problem(
      initial.some((one) => !all.includes(JSON.stringify(one))),
      "initial option is no option",
    ),
  ];
}

function typedRules(element: Fields, type: string): string[] {
  const max = Number(element["max_length"] ?? SLACK_LIMITS.inputValue);
  const numbers = ["initial_value", "min_value", "max_value"].map((key) => element[key]);
  return [
    ...problem(max < 1 || max > SLACK_LIMITS.inputValue, "max_length"),
    ...tooLong("initial value", element["initial_value"], max),
    ...problem(
      type === "number_input" &&
        numbers.some((one) => one !== undefined && !/^-?\d+(\.\d+)?$/.test(word(one))),
      "number",
    ),
  ];
}

/** A text or text object with none or too many characters; absent ones are no problem. */
function tooLong(what: string, value: unknown, max: number): string[] {
  if (value === undefined) return [];
  const text = typeof value === "string" ? value : word(fields(value)["text"]);
  return problem(text.length === 0 || text.length > max, `${what} of ${text.length}`);
}

function problem(broken: boolean, sentence: string): string[] {
  return broken ? [sentence] : [];
}
