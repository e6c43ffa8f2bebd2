import { z } from "zod";
import {
  bounded,
  checkImageSource,
  imageSource,
  overflowOption,
  plainText,
  report,
} from "./composition.js";
import { choiceElements } from "./choice-elements.js";
import {
  actionable,
  confirmable,
  focusable,
  picker,
  placeholder,
  select,
} from "./element-fields.js";
import { LIMITS } from "./limits.js";
import { richTextBlock } from "./rich-text.js";

const dispatching = {
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z
        .array(z.enum(["on_enter_pressed", "on_character_entered"]))
        .min(1)
        .optional(),
    })
    .optional(),
};
const typed = { ...focusable, ...placeholder, ...dispatching };
const buttonText = plainText(LIMITS.buttonText);
const style = z.enum(["primary", "danger"]).optional();
const accessibility = { accessibility_label: bounded(LIMITS.accessibilityLabel).optional() };

const button = z.strictObject({
  type: z.literal("button"),
  ...confirmable,
  ...accessibility,
  text: buttonText,
  value: bounded(LIMITS.buttonValue).optional(),
  url: bounded(LIMITS.url).optional(),
  style,
});

const overflow = z.strictObject({
  type: z.literal("overflow"),
  ...confirmable,
  options: z.array(overflowOption).min(1).max(LIMITS.overflowOptions),
});

const workflowButton = z.strictObject({
  type: z.literal("workflow_button"),
  ...confirmable,
  ...accessibility,
  text: buttonText,
  workflow: z.looseObject({ trigger: z.looseObject({ url: z.string().min(1) }) }),
  style,
});

const pickers = [
  z.strictObject({
    type: z.literal("datepicker"),
    ...select,
    initial_date: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/, "must be a date in the form YYYY-MM-DD")
      .optional(),
  }),
  z.strictObject({
    type: z.literal("timepicker"),
    ...select,
    timezone: z.string().min(1).optional(),
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time in the form HH:mm")
      .optional(),
  }),
] as const;

const datetimePicker = z.strictObject({
  type: z.literal("datetimepicker"),
  ...picker,
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
});

const plainTextInput = z
  .strictObject({
    type: z.literal("plain_text_input"),
    ...typed,
    initial_value: z.string().optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(LIMITS.textInput).optional(),
    max_length: z.int().min(1).max(LIMITS.textInput).optional(),
  })
  .superRefine((input, context) => {
    const max = input.max_length ?? LIMITS.textInput;
    if ((input.min_length ?? 0) > max) {
      report(context, "conflicting_fields", ["min_length"], "must not be more than max_length");
    }
    if ((input.initial_value?.length ?? 0) > max) {
      report(context, "too_long", ["initial_value"], `must be less than ${max + 1} characters`);
    }
  });

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, "must be a number in a string");

const numberInput = z
  .strictObject({
    type: z.literal("number_input"),
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: decimal.optional(),
    min_value: decimal.optional(),
    max_value: decimal.optional(),
  })
  .superRefine((input, context) => {
    const min = Number(input.min_value ?? Number.NEGATIVE_INFINITY);
    const max = Number(input.max_value ?? Number.POSITIVE_INFINITY);
    const initial = Number(input.initial_value ?? (Number.isFinite(min) ? min : max));
    if (min > max)
      report(context, "conflicting_fields", ["min_value"], "must not be more than max_value");
    if (input.initial_value !== undefined && (initial < min || initial > max)) {
      report(context, "out_of_range", ["initial_value"], "must be between min_value and max_value");
    }
    for (const field of ["initial_value", "min_value", "max_value"] as const) {
      if (input.is_decimal_allowed || !input[field]?.includes(".")) continue;
      report(
        context,
        "wrong_value",
        [field],
        "must be an integer when is_decimal_allowed is false",
      );
    }
  });

const richTextInput = z.strictObject({
  type: z.literal("rich_text_input"),
  ...typed,
  initial_value: richTextBlock.optional(),
  min_lines: z.int().min(1).max(LIMITS.richTextInputLines).optional(),
  max_lines: z.int().min(1).max(LIMITS.richTextInputLines).optional(),
});

const typedInputs = [
  plainTextInput,
  numberInput,
  z.strictObject({
    type: z.literal("email_text_input"),
    ...typed,
    initial_value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal("url_text_input"),
    ...typed,
    initial_value: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal("file_input"),
    ...actionable,
    filetypes: z.array(z.string().min(1)).min(1).optional(),
    max_files: z.int().min(1).max(LIMITS.files).optional(),
  }),
] as const;

/** An image as part of a block. */
export const imageElement = z
  .strictObject({ type: z.literal("image"), alt_text: bounded(LIMITS.imageAlt), ...imageSource })
  .superRefine(checkImageSource);

/** A button that belongs to a card. */
export const cardButton = button;

const choosers = [...choiceElements, ...pickers] as const;

/** What an `actions` block may hold. */
export const actionsElement = z.discriminatedUnion("type", [
  button,
  overflow,
  workflowButton,
  datetimePicker,
  richTextInput,
  ...choosers,
]);

/** What a section may have at its side. */
export const sectionAccessory = z.discriminatedUnion("type", [
  button,
  overflow,
  workflowButton,
  imageElement,
  ...choosers,
]);

/** What an `input` block may hold. */
export const inputElement = z.discriminatedUnion("type", [
  datetimePicker,
  richTextInput,
  ...choosers,
  ...typedInputs,
]);

const feedbackButton = z.strictObject({
  text: buttonText,
  value: bounded(LIMITS.buttonValue),
  ...accessibility,
});

/** What a `context_actions` block may hold. */
export const contextActionsElement = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("feedback_buttons"),
    ...actionable,
    positive_button: feedbackButton,
    negative_button: feedbackButton,
  }),
  z.strictObject({
    type: z.literal("icon_button"),
    ...confirmable,
    ...accessibility,
    icon: z.literal("trash"),
    text: buttonText,
    value: bounded(LIMITS.buttonValue).optional(),
    visible_to_user_ids: z.array(z.string()).optional(),
  }),
]);
