import { z } from "zod";
import { toSlackUser, type Member } from "../members.js";
import { SlackRefusal } from "../refusal.js";
import type { Workspace } from "../workspace.js";
import { getMember } from "./lookup.js";
import { botMethod, count, flag, page, type Method } from "./method.js";

const InfoArguments = z.looseObject({
  user: z.string().min(1),
  include_locale: flag.default(false),
});
const EmailArguments = z.looseObject({ email: z.string().min(1) });
const ListArguments = z.looseObject({
  limit: count.max(1000).default(1000),
  cursor: z.string().optional(),
  include_locale: flag.default(false),
});
const GroupArguments = z.looseObject({ usergroup: z.string().min(1) });

/** `users.*`, `usergroups.*` and `team.info`: who is there. */
export const USER_METHODS: Readonly<Record<string, Method>> = {
  "users.info": botMethod(InfoArguments, (workspace, { user, include_locale }) => ({
    user: describe(
      workspace,
      user === workspace.app.botUserId ? bot(workspace) : getMember(workspace, user),
      include_locale,
    ),
  })),

  "users.list": botMethod(ListArguments, (workspace, { limit, cursor, include_locale }) => {
    const { items, next } = page([...workspace.members.values(), bot(workspace)], limit, cursor);
    return {
      members: items.map((member) => describe(workspace, member, include_locale)),
      cache_ts: Math.floor(workspace.clock.nowMs() / 1000),
      response_metadata: { next_cursor: next },
    };
  }),

  "users.lookupByEmail": botMethod(EmailArguments, (workspace, { email }) => {
    const wanted = email.trim().toLowerCase();
    // Slack finds neither bots nor deactivated people by e-mail.
    const member = [...workspace.members.values()].find(
      (one) => one.email === wanted && !one.isBot && !one.isDeactivated,
    );
    if (member === undefined) throw new SlackRefusal("users_not_found");
    return { user: describe(workspace, member, false) };
  }),

  "usergroups.users.list": botMethod(GroupArguments, (workspace, { usergroup }) => {
    const group = workspace.userGroups.find(({ id }) => id === usergroup);
    if (group === undefined) throw new SlackRefusal("no_such_subteam");
    const emails = new Set(group.members.map((email) => email.trim().toLowerCase()));
    const members = [...workspace.members.values()].filter(({ email }) => emails.has(email));
    return { users: members.map(({ id }) => id) };
  }),

  "team.info": botMethod(z.looseObject({}), ({ team }) => ({
    team: { ...team, email_domain: "", icon: { image_default: true } },
  })),
};

function bot({ app }: Workspace): Member {
  return {
    id: app.botUserId,
    name: app.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"),
    realName: app.name,
    email: "",
    timeZone: "Etc/UTC",
    locale: "en-GB",
    isAdmin: false,
    isBot: true,
    isGuest: false,
    isDeactivated: false,
  };
}

function describe(workspace: Workspace, member: Member, withLocale: boolean): object {
  return toSlackUser(member, workspace.team.id, workspace.clock.nowMs(), withLocale);
}
