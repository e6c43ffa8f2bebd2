import { z } from "zod";
import {
  bounded,
  checkImageSource,
  confirm,
  identifier,
  imageSource,
  optionGroup,
  overflowOption,
  plainOption,
  plainText,
  report,
  richOption,
} from "./composition.js";
import { LIMITS } from "./limits.js";
import { richTextBlock } from "./rich-text.js";

const actionable = { action_id: identifier.optional() };
const confirmable = { ...actionable, confirm: confirm.optional() };
const focusable = { ...actionable, focus_on_load: z.boolean().optional() };
const placeholder = { placeholder: plainText(LIMITS.placeholder).optional() };
const picker = { ...confirmable, ...focusable };
const select = { ...picker, ...placeholder };
const limited = { max_selected_items: z.int().min(1).optional() };
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

interface Choice {
  readonly text: { readonly text: string };
  readonly value: string;
}

interface Chooser {
  readonly options?: readonly Choice[] | undefined;
  readonly option_groups?: readonly { readonly options: readonly Choice[] }[] | undefined;
  readonly initial_option?: Choice | undefined;
  readonly initial_options?: readonly Choice[] | undefined;
}

function checkChoices(element: Chooser, context: z.RefinementCtx): void {
  if ((element.options === undefined) === (element.option_groups === undefined)) {
    report(context, "conflicting_fields", [], "must define exactly one of: options, option_groups");
  }
  const offered = [
    ...(element.options ?? []),
    ...(element.option_groups ?? []).flatMap((group) => group.options),
  ];
  const isOffered = (choice: Choice) =>
    offered.some(
      (option) => option.value === choice.value && option.text.text === choice.text.text,
    );
  if (element.initial_option !== undefined && !isOffered(element.initial_option)) {
    report(context, "not_an_option", ["initial_option"], "must match one of the provided options");
  }
  for (const [index, choice] of (element.initial_options ?? []).entries()) {
    if (isOffered(choice)) continue;
    const path = ["initial_options", index];
    report(context, "not_an_option", path, "must match one of the provided options");
  }
}

const choiceOptions = { options: z.array(richOption).min(1).max(LIMITS.choiceOptions) };
const selectOptions = {
  options: z.array(plainOption).min(1).max(LIMITS.selectOptions).optional(),
  option_groups: z.array(optionGroup).min(1).max(LIMITS.selectGroups).optional(),
};
const conversationFilter = z.strictObject({
  include: z
    .array(z.enum(["im", "mpim", "private", "public"]))
    .min(1)
    .optional(),
  exclude_external_shared_channels: z.boolean().optional(),
  exclude_bot_users: z.boolean().optional(),
});
const conversations = {
  default_to_current_conversation: z.boolean().optional(),
  filter: conversationFilter.optional(),
};
const responding = { response_url_enabled: z.boolean().optional() };

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

const checkboxes = z
  .strictObject({
    type: z.literal("checkboxes"),
    ...picker,
    ...choiceOptions,
    initial_options: z.array(richOption).min(1).optional(),
  })
  .superRefine(checkChoices);

const radioButtons = z
  .strictObject({
    type: z.literal("radio_buttons"),
    ...picker,
    ...choiceOptions,
    initial_option: richOption.optional(),
  })
  .superRefine(checkChoices);

const staticSelect = z
  .strictObject({
    type: z.literal("static_select"),
    ...select,
    ...selectOptions,
    initial_option: plainOption.optional(),
  })
  .superRefine(checkChoices);

const multiStaticSelect = z
  .strictObject({
    type: z.literal("multi_static_select"),
    ...select,
    ...limited,
    ...selectOptions,
    initial_options: z.array(plainOption).min(1).optional(),
  })
  .superRefine(checkChoices);

const selects = [
  staticSelect,
  multiStaticSelect,
  z.strictObject({
    type: z.literal("external_select"),
    ...select,
    min_query_length: z.int().min(0).optional(),
    initial_option: plainOption.optional(),
  }),
  z.strictObject({
    type: z.literal("multi_external_select"),
    ...select,
    ...limited,
    min_query_length: z.int().min(0).optional(),
    initial_options: z.array(plainOption).min(1).optional(),
  }),
  z.strictObject({
    type: z.literal("users_select"),
    ...select,
    initial_user: z.string().min(1).optional(),
  }),
  z.strictObject({
    type: z.literal("multi_users_select"),
    ...select,
    ...limited,
    initial_users: z.array(z.string().min(1)).optional(),
  }),
  z.strictObject({
    type: z.literal("conversations_select"),
    ...select,
    ...conversations,
    ...responding,
    initial_conversation: z.string().min(1).optional(),
  }),
  z.strictObject({
    type: z.literal("multi_conversations_select"),
    ...select,
    ...limited,
    ...conversations,
    initial_conversations: z.array(z.string().min(1)).optional(),
  }),
  z.strictObject({
    type: z.literal("channels_select"),
    ...select,
    ...responding,
    initial_channel: z.string().min(1).optional(),
  }),
  z.strictObject({
    type: z.literal("multi_channels_select"),
    ...select,
    ...limited,
    initial_channels: z.array(z.string().min(1)).optional(),
  }),
] as const;

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

const choosers = [checkboxes, radioButtons, ...selects, ...pickers] as const;

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
