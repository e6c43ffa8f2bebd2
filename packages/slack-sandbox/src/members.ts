import type { SandboxMember } from "./control/protocol.js";

/** Somebody to put into the sandbox's workspace. */
export interface NewMember {
  /** The short name, as in `@name`. */
  readonly name: string;
  readonly email: string;
  /** Default: `name`. */
  readonly realName?: string;
  /** IANA name. Default `Etc/UTC`. */
  readonly timeZone?: string;
  /** Such as `en-GB`, the default. */
  readonly locale?: string;
  readonly isAdmin?: boolean;
  readonly isBot?: boolean;
  readonly isGuest?: boolean;
  readonly isDeactivated?: boolean;
}

/** A person or bot of the workspace. */
export interface Member extends Required<NewMember> {
  readonly id: string;
}

/** Who is in a sandbox that names nobody. */
export const DEFAULT_PEOPLE: readonly NewMember[] = [
  {
    name: "lead",
    realName: "Lead",
    email: "lead@example.com",
    timeZone: "Europe/Berlin",
    isAdmin: true,
  },
  {
    name: "reviewer-one",
    realName: "Reviewer One",
    email: "reviewer-one@example.com",
    timeZone: "Europe/London",
  },
  {
    name: "reviewer-two",
    realName: "Reviewer Two",
    email: "reviewer-two@example.com",
    timeZone: "America/New_York",
  },
  { name: "guest", realName: "Guest", email: "guest@example.org", isGuest: true },
  { name: "other-bot", realName: "Other Bot", email: "other-bot@example.com", isBot: true },
];

/** A member with every default filled in. */
export function createMember(id: string, member: NewMember): Member {
  return {
    id,
    name: member.name,
    email: member.email.trim().toLowerCase(),
    realName: member.realName ?? member.name,
    timeZone: member.timeZone ?? "Etc/UTC",
    locale: member.locale ?? "en-GB",
    isAdmin: member.isAdmin ?? false,
    isBot: member.isBot ?? false,
    isGuest: member.isGuest ?? false,
    isDeactivated: member.isDeactivated ?? false,
  };
}

/** What the page and scripts see of a member. */
export function toSandboxMember(member: Member): SandboxMember {
  const { id, name, realName, email, timeZone, isAdmin, isBot, isGuest } = member;
  return { id, name, realName, email, timeZone, isAdmin, isBot, isGuest };
}

/** A member as `users.info` tells it. */
export function toSlackUser(
  member: Member,
  teamId: string,
  nowMs: number,
  withLocale: boolean,
): object {
  return {
    id: member.id,
    team_id: teamId,
    name: member.name,
    deleted: member.isDeactivated,
    real_name: member.realName,
    tz: member.timeZone,
    tz_label: member.timeZone,
    tz_offset: timeZoneOffsetSeconds(member.timeZone, nowMs),
    profile: {
      real_name: member.realName,
      display_name: member.realName,
      team: teamId,
      // Slack knows no e-mail of bots.
      ...(member.isBot ? {} : { email: member.email }),
    },
    is_admin: member.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: member.isGuest,
    is_ultra_restricted: member.isGuest,
    is_bot: member.isBot,
    is_app_user: false,
    is_email_confirmed: !member.isBot,
    updated: Math.floor(nowMs / 1000),
    ...(withLocale ? { locale: member.locale } : {}),
  };
}

function timeZoneOffsetSeconds(timeZone: string, nowMs: number): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    timeZoneName: "longOffset",
  }).formatToParts(nowMs);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const found = /GMT([+-])(\d{2}):(\d{2})/.exec(name);
  if (found === null) return 0;
  const seconds = (Number(found[2]) * 60 + Number(found[3])) * 60;
  return found[1] === "-" ? -seconds : seconds;
}
