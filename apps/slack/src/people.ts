import { ReviewerEmail, type Clock } from "@labeldesk/core";
import type { WebClient } from "@slack/web-api";
import type { Kysely } from "kysely";
import type { AppTables, PeopleTable } from "./store/tables.js";

/** A member of the workspace. */
export interface Person {
  readonly slackId: string;
  readonly name: string;
  /** Absent when Slack shows the app no e-mail of this member, or an unusable one. */
  readonly email?: ReviewerEmail;
  readonly isAdmin: boolean;
  readonly isBot: boolean;
  readonly isGuest: boolean;
  readonly isDeleted: boolean;
}

/** Maps Slack ids onto e-mails and back, remembering what Slack said. */
export interface PeopleDirectory {
  /** Asks Slack when this person was not looked up within the last ten minutes. */
  get(slackId: string): Promise<Person>;
  /** `undefined` when no member has this e-mail. */
  findByEmail(email: ReviewerEmail): Promise<Person | undefined>;
}

const FRESH_MS = 10 * 60_000;

/** The methods of Slack's client that the directory needs. */
export type PeopleClient = Pick<WebClient, "users">;

/** A directory that keeps what it learned in the app's tables. */
export function createPeopleDirectory(
  db: Kysely<AppTables>,
  client: PeopleClient,
  clock: Clock,
): PeopleDirectory {
  async function remember(row: PeopleTable): Promise<Person> {
    const { slack_id: slackId, ...rest } = row;
    await db
      .insertInto("app_people")
      .values(row)
      .onConflict((conflict) => conflict.column("slack_id").doUpdateSet({ ...rest }))
      .execute();
    return toPerson({ ...rest, slack_id: slackId });
  }

  const isFresh = (row: PeopleTable) => clock.nowMs() - row.seen_at_ms < FRESH_MS;

  return {
    async get(slackId) {
      const known = await db
        .selectFrom("app_people")
        .selectAll()
        .where("slack_id", "=", slackId)
        .executeTakeFirst();
      if (known !== undefined && isFresh(known)) return toPerson(known);
      const { user } = await client.users.info({ user: slackId });
      return remember(toRow(slackId, user, clock.nowMs()));
    },

    async findByEmail(email) {
      const known = await db
        .selectFrom("app_people")
        .selectAll()
        .where("email", "=", email)
        .where("is_deleted", "=", 0)
        .executeTakeFirst();
      if (known !== undefined && isFresh(known)) return toPerson(known);
      try {
        const { user } = await client.users.lookupByEmail({ email });
        if (user?.id === undefined) return undefined;
        return await remember(toRow(user.id, user, clock.nowMs()));
      } catch (error) {
        if (isSlackCode(error, "users_not_found")) return undefined;
        throw error;
      }
    },
  };
}

/** The part of Slack's user object that is read. */
interface SlackUser {
  readonly name?: string;
  readonly real_name?: string;
  readonly deleted?: boolean;
  readonly is_admin?: boolean;
  readonly is_bot?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
  readonly profile?: { readonly email?: string; readonly display_name?: string };
}

function toRow(slackId: string, user: SlackUser | undefined, seenAtMs: number): PeopleTable {
  const flag = (value: boolean | undefined) => (value === true ? 1 : 0);
  return {
    slack_id: slackId,
    email: user?.profile?.email?.trim().toLowerCase() ?? "",
    name: user?.profile?.display_name || user?.real_name || user?.name || slackId,
    is_admin: flag(user?.is_admin),
    is_bot: flag(user?.is_bot),
    is_guest: flag(user?.is_restricted) | flag(user?.is_ultra_restricted) | flag(user?.is_stranger),
    is_deleted: flag(user?.deleted),
    seen_at_ms: seenAtMs,
  };
}

function toPerson(row: PeopleTable): Person {
  const email = ReviewerEmail.safeParse(row.email);
  return {
    slackId: row.slack_id,
    name: row.name,
    ...(email.success ? { email: email.data } : {}),
    isAdmin: row.is_admin === 1,
    isBot: row.is_bot === 1,
    isGuest: row.is_guest === 1,
    isDeleted: row.is_deleted === 1,
  };
}

/** Whether Slack answered with this error code. */
export function isSlackCode(error: unknown, code: string): boolean {
  if (!(error instanceof Error) || !("data" in error)) return false;
  const { data } = error;
  return typeof data === "object" && data !== null && "error" in data && data.error === code;
}
