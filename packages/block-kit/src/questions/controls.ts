import type { Answer, LabelSchema } from "@labeldesk/core";
import type { InputBlockElement, PlainTextOption } from "@slack/types";
import { INPUTS } from "../action-ids.js";
import type { Surface } from "../block-id.js";
import { plainText } from "../blocks/text-objects.js";
import { SLACK_LIMITS } from "../limits.js";
import { choiceOptions, choiceTexts, noAnswerOption } from "./choice-options.js";
import { fieldChars, NUMBER_CHARS, type TypedPrefill } from "./prefill.js";
import { formatNumber } from "./typed-values.js";

/** What a control needs to know beside its question. */
export interface ControlContext {
  readonly surface: Surface;
  readonly answer: Answer | undefined;
  /** Whether the question may stay open: all but the only one. */
  readonly optional: boolean;
}

/** The control of a question; `typed` is what its text field holds. */
export function control(
  schema: LabelSchema,
  context: ControlContext,
  typed: TypedPrefill,
): InputBlockElement {
  const { input } = schema;
  const value = typed.kind === "field" ? typed.value : undefined;
  switch (input.kind) {
    case "passFail":
    case "categorical":
      return singleChoice(INPUTS.choice, schema, context);
    case "categoricalList":
      return multipleChoice(schema, context.answer);
    case "numeric":
      if (isNumberChoice(schema, context))
        return singleChoice(INPUTS.numberChoice, schema, context);
      return context.surface === "modal"
        ? numberField(input, value)
        : textField(INPUTS.number, value, NUMBER_CHARS);
    case "text":
      return { ...textField(INPUTS.text, value, fieldChars(schema)), multiline: true };
    case "textList":
      return { ...textField(INPUTS.textList, value, SLACK_LIMITS.inputValue), multiline: true };
  }
}

/** Whether a number is chosen and not typed: in a message, from few whole numbers, unless the earlier answer is none of them. */
export function isNumberChoice(schema: LabelSchema, { surface, answer }: ControlContext): boolean {
  const texts = choiceTexts(schema);
  if (schema.input.kind !== "numeric" || surface === "modal" || texts.length === 0) return false;
  return answer === undefined || texts.includes(String(answer.value));
}

/** A comment's field. */
export function commentField(typed: TypedPrefill): InputBlockElement {
  const value = typed.kind === "field" ? typed.value : undefined;
  return { ...textField(INPUTS.comment, value, SLACK_LIMITS.inputValue), multiline: true };
}

function singleChoice(
  actionId: string,
  schema: LabelSchema,
  { answer, optional }: ControlContext,
): InputBlockElement {
  const texts = choiceTexts(schema);
  const options = choiceOptions(texts);
  const chosen = options[chosenIndex(schema, texts, answer)];
  const initial = chosen && { initial_option: chosen };
  const open = optional ? [noAnswerOption()] : [];
  if (options.length + open.length <= SLACK_LIMITS.radioOptions)
    return {
      type: "radio_buttons",
      action_id: actionId,
      options: [...options, ...open],
      ...initial,
    };
  const select = {
    type: "static_select" as const,
    action_id: actionId,
    placeholder: choose(),
    ...initial,
  };
  if (options.length + open.length <= SLACK_LIMITS.selectOptions)
    return { ...select, options: [...options, ...open] };
  return { ...select, option_groups: [group("Options", options), group("Leave it open", open)] };
}

function multipleChoice(schema: LabelSchema, answer: Answer | undefined): InputBlockElement {
  const texts = choiceTexts(schema);
  const options = choiceOptions(texts);
  const values = Array.isArray(answer?.value) ? answer.value : [];
  const chosen = options.filter((_, index) => values.includes(texts[index]));
  const initial = chosen.length > 0 && { initial_options: chosen };
  if (options.length <= SLACK_LIMITS.radioOptions)
    return { type: "checkboxes", action_id: INPUTS.choices, options, ...initial };
  return {
    type: "multi_static_select",
    action_id: INPUTS.choices,
    placeholder: choose(),
    options,
    ...initial,
  };
}

function chosenIndex(
  { input }: LabelSchema,
  texts: readonly string[],
  answer: Answer | undefined,
): number {
  if (answer === undefined) return -1;
  if (input.kind === "passFail") return answer.value === true ? 0 : answer.value === false ? 1 : -1;
  return texts.indexOf(String(answer.value));
}

function group(label: string, options: PlainTextOption[]) {
  return { label: plainText(label), options };
}

function choose() {
  return plainText("Choose", SLACK_LIMITS.placeholder);
}

function textField(actionId: string, value: string | undefined, maxChars: number) {
  return {
    type: "plain_text_input" as const,
    action_id: actionId,
    max_length: maxChars,
    ...(value !== undefined && { initial_value: value }),
  };
}

function numberField(
  { min, max }: { readonly min?: number | undefined; readonly max?: number | undefined },
  value: string | undefined,
): InputBlockElement {
  return {
    type: "number_input",
    action_id: INPUTS.number,
    is_decimal_allowed: true,
    ...(min !== undefined && { min_value: formatNumber(min) }),
    ...(max !== undefined && { max_value: formatNumber(max) }),
    ...(value !== undefined && { initial_value: value }),
  };
}
