import type { Channel } from "../channels.js";
import type { Member } from "../members.js";
import type { Message } from "../messages.js";
import { SlackRefusal } from "../refusal.js";
import type { Workspace } from "../workspace.js";

/** @throws {SlackRefusal} `channel_not_found`. */
export function getChannel(workspace: Workspace, id: string): Channel {
  const channel = workspace.channels.find(id);
  if (channel === undefined) throw new SlackRefusal("channel_not_found");
  return channel;
}

/** @throws {SlackRefusal} `code`, by default `user_not_found`. */
export function getMember(workspace: Workspace, id: string, code = "user_not_found"): Member {
  const member = workspace.members.get(id);
  if (member === undefined) throw new SlackRefusal(code);
  return member;
}

/**
 * A person's direct message with the app.
 *
 * @throws {SlackRefusal} `user_not_found`, `cannot_dm_bot` or `user_disabled`.
 */
export function openDirectMessage(
  workspace: Workspace,
  personId: string,
): ReturnType<Workspace["channels"]["open"]> {
  const member = getMember(workspace, personId);
  if (member.isBot) throw new SlackRefusal("cannot_dm_bot");
  if (member.isDeactivated) throw new SlackRefusal("user_disabled");
  return workspace.channels.open([personId]);
}

/**
 * A message that the app can find again, which excludes ephemeral ones.
 *
 * @throws {SlackRefusal} `message_not_found`.
 */
export function getMessage(workspace: Workspace, channel: string, ts: string): Message {
  const message = workspace.messages.find(channel, ts);
  if (message === undefined || message.onlyFor !== undefined)
    throw new SlackRefusal("message_not_found");
  return message;
}
