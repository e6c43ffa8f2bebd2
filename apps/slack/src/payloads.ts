import { z } from "zod";
import type { Trigger } from "./screens/open-modal.js";

// What of Slack's payloads is read. Bolt's types describe them and do not check them.

const ChosenOption = z.looseObject({
  value: z.string().optional(),
  text: z.looseObject({ text: z.string() }).optional(),
});

/** What one element holds; each kind of element fills its own field. */
const ElementState = z.looseObject({
  type: z.string(),
  value: z.string().nullish(),
  selected_option: ChosenOption.nullish(),
  selected_options: z.array(ChosenOption).nullish(),
  selected_users: z.array(z.string()).nullish(),
  selected_date: z.string().nullish(),
});
export type ElementState = z.infer<typeof ElementState>;

/** `state.values` of a message or a view: by block id, then by action id. */
export const StateValues = z.record(z.string(), z.record(z.string(), ElementState));
export type StateValues = z.infer<typeof StateValues>;

/** A click on an element of a message, a modal or the Home tab. */
export const BlockAction = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  container: z.looseObject({
    message_ts: z.string().optional(),
    channel_id: z.string().optional(),
  }),
  view: z
    .object({
      id: z.string(),
      type: z.string(),
      hash: z.string(),
      callback_id: z.string(),
      private_metadata: z.string(),
      state: z.object({ values: StateValues }),
    })
    .optional(),
  state: z.object({ values: StateValues }).optional(),
  actions: z
    .array(
      z.looseObject({
        action_id: z.string(),
        block_id: z.string(),
        value: z.string().nullish(),
        action_ts: z.string(),
        selected_option: z.object({ value: z.string() }).nullish(),
      }),
    )
    .min(1),
});
export type BlockAction = z.infer<typeof BlockAction>;

/** A submitted modal. */
export const ViewSubmission = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    hash: z.string(),
    callback_id: z.string(),
    private_metadata: z.string(),
    state: z.object({ values: StateValues }),
  }),
});
export type ViewSubmission = z.infer<typeof ViewSubmission>;

/** The first action of a click; Slack sends exactly one. */
export function firstAction(body: BlockAction): BlockAction["actions"][number] {
  const [action] = body.actions;
  if (action === undefined) throw new Error("A click without an action.");
  return action;
}

/** The one gesture that a click is: the same when Slack delivers it again. */
export function gestureOf(body: BlockAction): string {
  const place = body.container.message_ts ?? body.view?.id ?? "";
  return `click:${body.user.id}:${place}:${firstAction(body).action_ts}`;
}

/** The one gesture that submitting a modal is. */
export function gestureOfSubmission(body: ViewSubmission): string {
  return `view:${body.view.id}:${body.view.hash}`;
}

/** What a click allows to open: from within a modal, a modal on top of it. */
export function triggerOf(body: BlockAction): Trigger {
  return { id: body.trigger_id, inModal: body.view?.type === "modal" };
}
