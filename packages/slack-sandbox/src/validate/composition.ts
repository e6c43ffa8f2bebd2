import { z } from "zod";
import { LIMITS } from "./limits.js";

/** A string with Slack's bounds; empty strings are refused unless `min` is 0. */
export const bounded = (max: number, min = 1) => z.string().min(min).max(max);

/** `block_id`, `action_id` and the like. */
export const identifier = bounded(LIMITS.id);

/** A `plain_text` object. */
export const plainText = (max: number) =>
  z.strictObject({
    type: z.literal("plain_text"),
    text: bounded(max),
    emoji: z.boolean().optional(),
  });

/** A `mrkdwn` object. */
export const mrkdwn = (max: number) =>
  z.strictObject({
    type: z.literal("mrkdwn"),
    text: bounded(max),
    verbatim: z.boolean().optional(),
  });

/** Either text object. */
export const anyText = (max: number) => z.discriminatedUnion("type", [plainText(max), mrkdwn(max)]);

/** A confirmation dialog. */
export const confirm = z.strictObject({
  title: plainText(LIMITS.confirmTitle).optional(),
  text: anyText(LIMITS.confirmText),
  confirm: plainText(LIMITS.confirmButton).optional(),
  deny: plainText(LIMITS.confirmButton).optional(),
  style: z.enum(["primary", "danger"]).optional(),
});

/** An option of a select or an overflow menu: plain text only. */
export const plainOption = z.strictObject({
  text: plainText(LIMITS.optionText),
  value: bounded(LIMITS.optionValue),
  description: plainText(LIMITS.optionDescription).optional(),
});

/** An option of radio buttons or checkboxes, which may use mrkdwn. */
export const richOption = z.strictObject({
  text: anyText(LIMITS.optionText),
  value: bounded(LIMITS.optionValue),
  description: anyText(LIMITS.optionDescription).optional(),
});

/** An option of an overflow menu, which may open an address. */
export const overflowOption = plainOption.extend({ url: bounded(LIMITS.url).optional() });

/** A group of options in a select. */
export const optionGroup = z.strictObject({
  label: plainText(LIMITS.groupLabel),
  options: z.array(plainOption).min(1).max(LIMITS.selectOptions),
});

/** Where an image comes from: exactly one of an address and a file in Slack. */
export const imageSource = {
  image_url: bounded(LIMITS.url).optional(),
  slack_file: z
    .union([
      z.strictObject({ id: z.string().min(1) }),
      z.strictObject({ url: bounded(LIMITS.url) }),
    ])
    .optional(),
};

/** Reports a violation of a rule that concerns more than one field. */
export function report(
  context: z.RefinementCtx,
  rule: string,
  path: readonly PropertyKey[],
  message: string,
): void {
  context.addIssue({ code: "custom", path: [...path], message, params: { rule } });
}

/** An image needs exactly one source. */
export function checkImageSource(
  image: { readonly image_url?: unknown; readonly slack_file?: unknown },
  context: z.RefinementCtx,
): void {
  if ((image.image_url === undefined) === (image.slack_file === undefined)) {
    report(context, "conflicting_fields", [], "must define exactly one of: image_url, slack_file");
  }
}
