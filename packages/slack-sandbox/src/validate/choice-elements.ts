import { z } from "zod";
import { optionGroup, plainOption, report, richOption } from "./composition.js";
import { picker, select } from "./element-fields.js";
import { LIMITS } from "./limits.js";

const limited = { max_selected_items: z.int().min(1).optional() };

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

/** Radio buttons, checkboxes and selects, whether of options, people or conversations. */
export const choiceElements = [checkboxes, radioButtons, ...selects] as const;
