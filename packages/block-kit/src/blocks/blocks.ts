import { LabelingError } from "@labeldesk/core";
import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ContextBlock,
  DividerBlock,
  InputBlock,
  InputBlockElement,
  MrkdwnElement,
  PlainTextElement,
  PlainTextOption,
  RichTextBlock,
  RichTextBlockElement,
  SectionBlock,
} from "@slack/types";
import { SLACK_LIMITS } from "../limits.js";
import { ellipsis } from "../text/cut-text.js";
import { checkLength, plainText } from "./text-objects.js";

/** A line or paragraph, with a control beside it if given. */
export function section(
  text: PlainTextElement | MrkdwnElement,
  accessory?: NonNullable<SectionBlock["accessory"]>,
  blockId?: string,
): SectionBlock {
  checkLength("A section", text.text, SLACK_LIMITS.sectionText);
  return {
    type: "section",
    text,
    ...(accessory && { accessory }),
    ...(blockId !== undefined && { block_id: checkedId(blockId) }),
  };
}

/** Small grey words. */
export function context(...elements: readonly (PlainTextElement | MrkdwnElement)[]): ContextBlock {
  checkCount("A context", elements.length, SLACK_LIMITS.contextElements);
  return { type: "context", elements: [...elements] };
}

/** A line across. */
export function divider(): DividerBlock {
  return { type: "divider" };
}

/** Formatted text, the only block that carries recorded text with formatting. */
export function richText(elements: readonly RichTextBlockElement[]): RichTextBlock {
  checkCount("A rich text", elements.length, Number.POSITIVE_INFINITY);
  return { type: "rich_text", elements: [...elements] };
}

/** A row of buttons. */
export function actions(blockId: string, elements: readonly ActionsBlockElement[]): ActionsBlock {
  checkCount("A row of buttons", elements.length, SLACK_LIMITS.actionsElements);
  return { type: "actions", block_id: checkedId(blockId), elements: [...elements] };
}

/** A button. `style` is left out for all but the one main button of a screen. */
export function button(
  actionId: string,
  label: string,
  value: string,
  more: { readonly primary?: boolean; readonly url?: string; readonly spoken?: string } = {},
): Button {
  checkLength("A button's value", value, SLACK_LIMITS.buttonValue);
  if (more.url !== undefined) checkLength("A button's address", more.url, SLACK_LIMITS.buttonUrl);
  return {
    type: "button",
    action_id: actionId,
    text: plainText(label, SLACK_LIMITS.buttonText),
    value,
    ...(more.primary === true && { style: "primary" as const }),
    ...(more.url !== undefined && { url: more.url }),
    ...(more.spoken !== undefined && {
      accessibility_label: ellipsis(more.spoken, SLACK_LIMITS.accessibilityLabel),
    }),
  };
}

/** An option of a menu or choice; `value` is an index or a word of ours, never a label. */
export function option(label: string, value: string): PlainTextOption {
  checkLength("An option's value", value, SLACK_LIMITS.optionValue);
  return { text: plainText(label, SLACK_LIMITS.optionText), value };
}

/** A field with its label; `hint` stands below it. */
export function input(field: {
  readonly blockId: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly optional: boolean;
  readonly element: InputBlockElement;
}): InputBlock {
  return {
    type: "input",
    block_id: checkedId(field.blockId),
    label: plainText(field.label, SLACK_LIMITS.inputLabel),
    ...(field.hint !== undefined && { hint: plainText(field.hint, SLACK_LIMITS.inputHint) }),
    optional: field.optional,
    element: field.element,
  };
}

function checkedId(blockId: string): string {
  checkLength("A block id", blockId, SLACK_LIMITS.blockId);
  return blockId;
}

function checkCount(what: string, count: number, max: number): void {
  if (count >= 1 && count <= max) return;
  throw new LabelingError("INVALID_ARGUMENT", `${what} holds 1 to ${max} elements, not ${count}.`);
}
