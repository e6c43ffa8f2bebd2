import { objectsIn } from "./loose.js";
import { withIds } from "./elements.js";
import type { Message, MessageContent, MessageMetadata } from "./messages.js";
import { messageRefusal, SlackRefusal } from "./refusal.js";
import { validateMessage, type MessageRoute } from "./validate/message.js";
import { LIMITS } from "./validate/limits.js";
import type { Workspace } from "./workspace.js";

/** What an app wants a message to say, unchecked. */
export interface WantedContent {
  readonly text?: string | undefined;
  readonly blocks?: unknown;
  readonly metadata?: MessageMetadata | undefined;
  readonly fileIds?: readonly string[];
}

/**
 * Checks what an app wants to say and completes it as Slack does.
 *
 * @throws {SlackRefusal} `invalid_blocks`, `msg_too_long`, `msg_blocks_too_long` or `no_text`.
 */
export function checkedContent(
  workspace: Workspace,
  wanted: WantedContent,
  route: MessageRoute,
): MessageContent {
  // Only a post cuts; the other routes refuse.
  const text = route === "post" ? wanted.text?.slice(0, LIMITS.postText) : wanted.text;
  const hasFiles = (wanted.fileIds ?? []).length > 0;
  const violations = validateMessage({ ...wanted, text }, route).filter(
    ({ rule }) => rule !== "no_text" || !hasFiles,
  );
  const refusal = messageRefusal(violations);
  if (refusal !== undefined) throw refusal;
  const blocks = withIds(objectsIn(wanted.blocks), workspace.ids);
  return {
    text: text ?? "",
    blocks,
    ...(wanted.metadata === undefined ? {} : { metadata: wanted.metadata }),
    ...(wanted.fileIds === undefined ? {} : { fileIds: wanted.fileIds }),
  };
}

/** Where the app writes: `onlyFor` makes it an ephemeral message. */
export interface PostPlace {
  readonly channel: string;
  readonly threadTs?: string | undefined;
  readonly onlyFor?: string;
}

/**
 * Writes a message as the app.
 *
 * @throws {SlackRefusal} `thread_not_found` when the thread does not exist.
 */
export function postAsApp(
  workspace: Workspace,
  place: PostPlace,
  content: MessageContent,
): Message {
  const { channel, threadTs, onlyFor } = place;
  if (threadTs !== undefined) {
    const parent = workspace.messages.find(channel, threadTs);
    if (parent === undefined || parent.onlyFor !== undefined)
      throw new SlackRefusal("thread_not_found");
    if (parent.threadTs !== undefined) throw new SlackRefusal("cannot_reply_to_message");
  }
  const message = workspace.messages.add({
    ...content,
    channel,
    userId: workspace.app.botUserId,
    byApp: true,
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(onlyFor === undefined ? {} : { onlyFor }),
  });
  workspace.changedIn(channel);
  return message;
}

/** Redraws a message. Whatever anybody had entered in it and not sent is gone, as in Slack's client. */
export function redrawMessage(
  workspace: Workspace,
  message: Message,
  content: Partial<MessageContent>,
): Message {
  const edited = workspace.messages.edit(message, content);
  workspace.drafts.drop({ kind: "message", channel: message.channel, ts: message.ts });
  workspace.changedIn(message.channel);
  return edited;
}

/** Takes a message away. */
export function deleteMessage(workspace: Workspace, message: Message): void {
  workspace.messages.remove(message);
  workspace.drafts.drop({ kind: "message", channel: message.channel, ts: message.ts });
  workspace.changedIn(message.channel);
}
