import { Dealing } from "@labeldesk/core";
import { actions, button, divider, input, option, plainText } from "@labeldesk/block-kit";
import type { InputBlock, KnownBlock } from "@slack/types";
import type { StateValues } from "../payloads.js";
import { chosen, typed } from "../screens/fields.js";

/** Block ids of what most sessions do without. */
export const MORE = {
  buttons: "new-session.more",
  description: "new-session.description",
  guidelines: "new-session.guidelines",
  dealing: "new-session.dealing",
  tag: "new-session.tag",
} as const;

/** Action ids that make the modal be drawn again. */
export const MORE_ACTIONS = {
  show: "new-session.show-more",
  dealing: "new-session.choose-dealing",
} as const;

/** Which of the further options are shown. */
export type MoreShown = "none" | "options" | "options-with-tag";

/** A button first; then the fields themselves. */
export function moreBlocks(shown: MoreShown): readonly KnownBlock[] {
  if (shown === "none") {
    return [actions(MORE.buttons, [button(MORE_ACTIONS.show, "More options", "more")])];
  }
  return [
    divider(),
    words({
      blockId: MORE.description,
      label: "What it is for",
      hint: "Reviewers read it in their first message.",
      maxChars: 2_000,
    }),
    words({
      blockId: MORE.guidelines,
      label: "Guidelines",
      hint: "How to judge, in Markdown. They are kept with the session.",
      maxChars: 3_000,
    }),
    dealingField(),
    ...(shown === "options-with-tag" ? [tagField()] : []),
  ];
}

/** Which of them are to be shown next, from what is shown and chosen now. */
export function moreShown(isShown: boolean, values: StateValues): MoreShown {
  if (!isShown) return "none";
  return chosen(values, MORE.dealing) === BY_TAG ? "options-with-tag" : "options";
}

/** What was entered in them. */
export interface MoreFields {
  readonly description?: string;
  readonly guidelines?: string;
  readonly dealing?: Dealing;
}

/** What was entered, or what is wrong with one of the fields. */
export type ReadMore =
  | { readonly kind: "read"; readonly fields: MoreFields }
  | { readonly kind: "problem"; readonly blockId: string; readonly sentence: string };

/** Reads what was entered; nothing where the fields were not shown. */
export function readMore(values: StateValues): ReadMore {
  const description = typed(values, MORE.description);
  const guidelines = typed(values, MORE.guidelines);
  const strategy = chosen(values, MORE.dealing);
  const reviewerTag = typed(values, MORE.tag);
  const isByTag = strategy === BY_TAG;
  if (isByTag && reviewerTag === undefined) {
    return { kind: "problem", blockId: MORE.tag, sentence: "Name the tag." };
  }
  const dealing = Dealing.safeParse({ strategy, ...(isByTag ? { reviewerTag } : {}) });
  return {
    kind: "read",
    fields: {
      ...(description === undefined ? {} : { description }),
      ...(guidelines === undefined ? {} : { guidelines }),
      ...(dealing.success ? { dealing: dealing.data } : {}),
    },
  };
}

function words(field: {
  readonly blockId: string;
  readonly label: string;
  readonly hint: string;
  readonly maxChars: number;
}): InputBlock {
  const { maxChars, ...rest } = field;
  return input({
    ...rest,
    optional: true,
    element: {
      type: "plain_text_input",
      action_id: "value",
      multiline: true,
      max_length: maxChars,
    },
  });
}

const BY_TAG = "manual";

function dealingField(): KnownBlock {
  const free = option("Whoever is free", "first-come");
  return {
    ...input({
      blockId: MORE.dealing,
      label: "Who gets which trace",
      hint: "Where everyone answers each trace, this decides nothing.",
      optional: false,
      element: {
        type: "static_select",
        action_id: MORE_ACTIONS.dealing,
        options: [
          free,
          option("Dealt evenly beforehand", "even"),
          option("The people a tag of the trace names", BY_TAG),
        ],
        initial_option: free,
      },
    }),
    dispatch_action: true,
  };
}

function tagField(): KnownBlock {
  return input({
    blockId: MORE.tag,
    label: "Tag with the reviewers",
    hint: "Its value is e-mails, separated by commas. Traces without it go to whoever is free.",
    optional: false,
    element: {
      type: "plain_text_input",
      action_id: "value",
      max_length: 250,
      placeholder: plainText("reviewer"),
    },
  });
}
