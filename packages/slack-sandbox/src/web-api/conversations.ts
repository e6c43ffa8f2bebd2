import { z } from "zod";
import type { Channel } from "../channels.js";
import type { Message } from "../messages.js";
import { messagePayload } from "../payloads.js";
import { SlackRefusal } from "../refusal.js";
import type { Workspace } from "../workspace.js";
import { getChannel, getMember, getMessage, openDirectMessage } from "./lookup.js";
import { botMethod, count, flag, page, type Method } from "./method.js";

/** https://docs.slack.dev/reference/methods/conversations.open */
const MAX_OPEN_WITH = 8;

const OpenArguments = z.looseObject({
  users: z.string().optional(),
  channel: z.string().optional(),
  return_im: flag.optional(),
});
const InfoArguments = z.looseObject({ channel: z.string().min(1) });
const HistoryArguments = z.looseObject({
  channel: z.string().min(1),
  oldest: z.string().default("0"),
  latest: z.string().optional(),
  inclusive: flag.default(false),
  limit: count.max(999).default(100),
  cursor: z.string().optional(),
  include_all_metadata: flag.default(false),
});
const RepliesArguments = HistoryArguments.extend({ ts: z.string().min(1) });
type HistoryArguments = z.infer<typeof HistoryArguments>;
const ListArguments = z.looseObject({
  user: z.string().optional(),
  types: z.string().default("public_channel"),
  limit: count.max(999).default(100),
  cursor: z.string().optional(),
});

/** `conversations.*` and the list of a person's conversations. */
export const CONVERSATION_METHODS: Readonly<Record<string, Method>> = {
  "conversations.open": botMethod(OpenArguments, (workspace, wanted) => {
    const { channel, isNew } = open(workspace, wanted);
    return {
      channel: wanted.return_im === true ? describe(workspace, channel) : { id: channel.id },
      ...(isNew ? {} : { no_op: true, already_open: true }),
    };
  }),

  "conversations.info": botMethod(InfoArguments, (workspace, { channel }) => ({
    channel: describe(workspace, getChannel(workspace, channel)),
  })),

  "conversations.history": botMethod(HistoryArguments, (workspace, wanted) => {
    const { id } = getChannel(workspace, wanted.channel);
    const shown = workspace.messages
      .all()
      .filter((message) => message.channel === id && message.onlyFor === undefined)
      .filter((message) => message.threadTs === undefined && isWithin(message, wanted))
      .toReversed();
    return answer(workspace, shown, wanted);
  }),

  "conversations.replies": botMethod(RepliesArguments, (workspace, wanted) => {
    const { id } = getChannel(workspace, wanted.channel);
    const parentTs = threadOf(workspace, id, wanted.ts);
    const shown = workspace.messages
      .all()
      .filter((message) => message.channel === id && message.onlyFor === undefined)
      .filter(
        (message) =>
          message.ts === parentTs || (message.threadTs === parentTs && isWithin(message, wanted)),
      );
    return answer(workspace, shown, wanted);
  }),

  "users.conversations": botMethod(ListArguments, (workspace, wanted) => {
    const types = new Set(wanted.types.split(",").map((type) => type.trim()));
    const own = wanted.user ?? workspace.app.botUserId;
    const people =
      own === workspace.app.botUserId
        ? [...workspace.members.keys()]
        : [getMember(workspace, own).id];
    const channels = new Set(people.flatMap((id) => workspace.channels.of(id)));
    const shown = [...channels].filter(({ kind }) => types.has(kind));
    const { items, next } = page(shown, wanted.limit, wanted.cursor);
    return {
      channels: items.map((channel) => describe(workspace, channel)),
      response_metadata: { next_cursor: next },
    };
  }),
};

function open(
  workspace: Workspace,
  wanted: z.infer<typeof OpenArguments>,
): ReturnType<Workspace["channels"]["open"]> {
  if (wanted.channel !== undefined)
    return { channel: getChannel(workspace, wanted.channel), isNew: false };
  const users = (wanted.users ?? "").split(",").filter((id) => id !== "");
  const [first] = users;
  if (first === undefined) throw new SlackRefusal("users_list_not_supplied");
  if (users.length > MAX_OPEN_WITH) throw new SlackRefusal("too_many_users");
  if (users.length === 1) return openDirectMessage(workspace, first);
  for (const id of users) openDirectMessage(workspace, id);
  return workspace.channels.open(users);
}

function describe(workspace: Workspace, channel: Channel): object {
  const shared = {
    id: channel.id,
    is_im: channel.kind === "im",
    is_mpim: channel.kind === "mpim",
    is_member: true,
  };
  return channel.kind === "im"
    ? { ...shared, user: channel.people[0], is_open: true, context_team_id: workspace.team.id }
    : { ...shared, name: `mpdm-${channel.id.toLowerCase()}` };
}

function isWithin(message: Message, { oldest, latest, inclusive }: HistoryArguments): boolean {
  const ts = Number(message.ts);
  const from = Number(oldest);
  const to = latest === undefined ? Number.POSITIVE_INFINITY : Number(latest);
  return inclusive ? ts >= from && ts <= to : ts > from && ts < to;
}

function threadOf(workspace: Workspace, channel: string, ts: string): string {
  try {
    const message = getMessage(workspace, channel, ts);
    return message.threadTs ?? message.ts;
  } catch (error) {
    if (error instanceof SlackRefusal) throw new SlackRefusal("thread_not_found");
    throw error;
  }
}

function answer(
  workspace: Workspace,
  messages: readonly Message[],
  wanted: HistoryArguments,
): object {
  const { items, next } = page(messages, wanted.limit, wanted.cursor);
  return {
    messages: items.map((message) =>
      messagePayload(workspace, message, wanted.include_all_metadata),
    ),
    has_more: next !== "",
    ...(next === "" ? {} : { response_metadata: { next_cursor: next } }),
  };
}
