import { z } from "zod";
import type { MessageMetadata } from "../messages.js";
import { messagePayload } from "../payloads.js";
import {
  checkedContent,
  deleteMessage,
  postAsApp,
  redrawMessage,
  type WantedContent,
} from "../posting.js";
import { SlackRefusal } from "../refusal.js";
import { LIMITS } from "../validate/limits.js";
import type { Workspace } from "../workspace.js";
import { getChannel, getMember, getMessage, openDirectMessage } from "./lookup.js";
import { botMethod, jsonField, type Method } from "./method.js";

const content = {
  text: z.string().optional(),
  markdown_text: z.string().optional(),
  blocks: z.unknown().optional(),
  metadata: z.unknown().optional(),
  attachments: z.unknown().optional(),
};
const PostArguments = z.looseObject({
  channel: z.string().min(1),
  thread_ts: z.string().optional(),
  ...content,
});
const EphemeralArguments = PostArguments.extend({ user: z.string().min(1) });
const UpdateArguments = z.looseObject({
  channel: z.string().min(1),
  ts: z.string().min(1),
  ...content,
});
const DeleteArguments = z.looseObject({ channel: z.string().min(1), ts: z.string().min(1) });
const PermalinkArguments = z.looseObject({
  channel: z.string().min(1),
  message_ts: z.string().min(1),
});
type Content = z.infer<z.ZodObject<typeof content>>;

const Metadata = z.strictObject({
  event_type: z.string().min(1),
  event_payload: z.record(z.string(), z.unknown()),
});
/** Slack documents no number for `metadata_too_large`; this one only catches what is surely no set of ids. */
const MAX_METADATA_CHARS = 8_000;

/** `chat.*`: what the app says. */
export const CHAT_METHODS: Readonly<Record<string, Method>> = {
  "chat.postMessage": botMethod(PostArguments, (workspace, wanted) => {
    const channel = resolveChannel(workspace, wanted.channel);
    const checked = checkedContent(workspace, wantedContent(wanted), "post");
    const message = postAsApp(workspace, { channel, threadTs: wanted.thread_ts }, checked);
    return { channel, ts: message.ts, message: messagePayload(workspace, message, true) };
  }),

  "chat.postEphemeral": botMethod(EphemeralArguments, (workspace, wanted) => {
    const channel = resolveChannel(workspace, wanted.channel);
    const { id } = getMember(workspace, wanted.user);
    if (!getChannel(workspace, channel).people.includes(id))
      throw new SlackRefusal("user_not_in_channel");
    const checked = checkedContent(workspace, wantedContent(wanted), "post");
    const place = { channel, threadTs: wanted.thread_ts, onlyFor: id };
    return { message_ts: postAsApp(workspace, place, checked).ts };
  }),

  "chat.update": botMethod(UpdateArguments, (workspace, wanted) => {
    const { id: channel } = getChannel(workspace, wanted.channel);
    const message = getMessage(workspace, channel, wanted.ts);
    if (!message.byApp) throw new SlackRefusal("cant_update_message");
    const given = wantedContent(wanted);
    // Blocks and metadata that are left out stay (https://docs.slack.dev/reference/methods/chat.update).
    const blocks = given.blocks ?? message.blocks;
    const checked = checkedContent(workspace, { ...given, blocks }, "update");
    const edited = redrawMessage(workspace, message, checked);
    return {
      channel,
      ts: edited.ts,
      text: edited.text,
      message: messagePayload(workspace, edited, true),
    };
  }),

  "chat.delete": botMethod(DeleteArguments, (workspace, { channel, ts }) => {
    getChannel(workspace, channel);
    const message = getMessage(workspace, channel, ts);
    if (!message.byApp) throw new SlackRefusal("cant_delete_message");
    deleteMessage(workspace, message);
    return { channel, ts };
  }),

  "chat.getPermalink": botMethod(PermalinkArguments, (workspace, { channel, message_ts }) => {
    getChannel(workspace, channel);
    const message = getMessage(workspace, channel, message_ts);
    const thread =
      message.threadTs === undefined ? "" : `?thread_ts=${message.threadTs}&cid=${channel}`;
    const permalink = `${workspace.url}/archives/${channel}/p${message_ts.replace(".", "")}${thread}`;
    return { channel, permalink };
  }),
};

/** A user's id opens the direct message by itself, for posting only. */
function resolveChannel(workspace: Workspace, channel: string): string {
  if (workspace.members.has(channel)) return openDirectMessage(workspace, channel).channel.id;
  return getChannel(workspace, channel).id;
}

function wantedContent(wanted: Content): WantedContent {
  if (
    wanted.attachments !== undefined &&
    !isEmptyList(jsonField(wanted.attachments, "invalid_attachments"))
  ) {
    throw new SlackRefusal("invalid_attachments", [
      "[ERROR] the sandbox does not play attachments; use blocks",
    ]);
  }
  const blocks = blocksOf(wanted);
  const metadata = metadataOf(wanted.metadata);
  return { text: wanted.text, ...(blocks === undefined ? {} : { blocks }), metadata };
}

function blocksOf(wanted: Content): unknown {
  const { markdown_text: markdown } = wanted;
  if (markdown === undefined)
    return wanted.blocks === undefined ? undefined : checkedList(wanted.blocks);
  if (wanted.text !== undefined || wanted.blocks !== undefined)
    throw new SlackRefusal("markdown_text_conflict");
  if (markdown.length > LIMITS.markdown) throw new SlackRefusal("msg_too_long");
  return [{ type: "markdown", text: markdown }];
}

function checkedList(value: unknown): unknown {
  const blocks = jsonField(value, "invalid_blocks_format");
  if (!Array.isArray(blocks)) throw new SlackRefusal("invalid_blocks_format");
  return blocks;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function metadataOf(value: unknown): MessageMetadata | undefined {
  if (value === undefined) return undefined;
  const parsed = Metadata.safeParse(jsonField(value, "invalid_metadata_format"));
  if (!parsed.success) throw new SlackRefusal("invalid_metadata_format");
  if (JSON.stringify(parsed.data).length > MAX_METADATA_CHARS)
    throw new SlackRefusal("metadata_too_large");
  return parsed.data;
}
