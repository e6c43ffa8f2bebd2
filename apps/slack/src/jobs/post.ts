import type { KnownBlock } from "@slack/types";
import { z } from "zod";
import type { Desk } from "../desk.js";
import { isSlackCode } from "../people.js";

/** What a message shows. `text` is the notification and what a screen reader says. */
export interface MessageContent {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** Where a message is. */
export interface PostedMessage {
  readonly channel: string;
  readonly ts: string;
}

const PostPayload = z.object({ post_id: z.string() });

/** The event type of the metadata on everything that the app posts once. */
const POST_EVENT = "labeldesk_post";

/**
 * Posts a message once. Slack has no key for that: the message carries `postId` in its metadata, and after an uncertain
 * attempt the conversation is searched for it. Without the history scope a lost reply may mean a second message.
 *
 * @param isRetry whether an earlier attempt may have posted it
 */
export async function postOnce(
  desk: Desk,
  post: {
    readonly slackId: string;
    readonly postId: string;
    readonly isRetry: boolean;
    readonly content: MessageContent;
  },
): Promise<PostedMessage> {
  if (post.isRetry) {
    const found = await findPosted(desk, post.slackId, post.postId);
    if (found !== undefined) return found;
  }
  const { channel, ts } = await desk.outgoing.chat.postMessage({
    channel: post.slackId,
    text: post.content.text,
    blocks: post.content.blocks,
    metadata: { event_type: POST_EVENT, event_payload: { post_id: post.postId } },
    unfurl_links: false,
    unfurl_media: false,
  });
  if (channel === undefined || ts === undefined) {
    throw new Error("Slack took a message without saying where it is.");
  }
  return { channel, ts };
}

async function findPosted(
  desk: Desk,
  slackId: string,
  postId: string,
): Promise<PostedMessage | undefined> {
  const opened = await desk.outgoing.conversations.open({ users: slackId });
  const channel = opened.channel?.id;
  if (channel === undefined) return undefined;
  try {
    const { messages } = await desk.outgoing.conversations.history({
      channel,
      include_all_metadata: true,
      limit: 100,
    });
    const found = messages?.find(
      ({ metadata }) =>
        metadata?.event_type === POST_EVENT &&
        PostPayload.safeParse(metadata.event_payload).data?.post_id === postId,
    );
    return found?.ts === undefined ? undefined : { channel, ts: found.ts };
  } catch (error) {
    if (isSlackCode(error, "missing_scope")) return undefined;
    throw error;
  }
}

/** Replaces a message. One that is no longer there is no error: there is nothing to draw any more. */
export async function updateMessage(
  desk: Desk,
  message: PostedMessage,
  content: MessageContent,
): Promise<void> {
  try {
    await desk.outgoing.chat.update({ ...message, text: content.text, blocks: content.blocks });
  } catch (error) {
    if (isSlackCode(error, "message_not_found")) return;
    throw error;
  }
}
