import type { Kysely } from "kysely";

/** The app's own tables, in the work store's database. Times are milliseconds since the Unix epoch. */
export interface AppTables {
  app_people: PeopleTable;
  app_cards: CardsTable;
  app_session_cards: SessionCardsTable;
  app_invitations: InvitationsTable;
  app_state_wishes: StateWishesTable;
}

/** Members of the workspace, as Slack last described them. */
export interface PeopleTable {
  slack_id: string;
  /** Lower case; empty when Slack shows none. */
  email: string;
  name: string;
  is_admin: number;
  is_bot: number;
  is_guest: number;
  is_deleted: number;
  seen_at_ms: number;
}

/** One card: one item shown to one reviewer. */
export interface CardsTable {
  /** What the card's buttons carry: opaque, and checked against this row. */
  ref: string;
  run_id: string;
  item_id: string;
  reviewer: string;
  slack_id: string;
  /** Empty until posted. */
  channel: string;
  ts: string;
  /** See `CardState`. */
  state: string;
  /** Counts the renderings: every block id of a card carries it. */
  render: number;
  /** The card's place in its reviewer's part, as shown: `7 of 25`. */
  position: number;
  total: number;
  posted_at_ms: number;
}

/** The lead's card of a session. */
export interface SessionCardsTable {
  run_id: string;
  lead_slack_id: string;
  channel: string;
  ts: string;
  /** JSON: how far the import is. */
  import_state: string;
}

/** Who was told of which session. */
export interface InvitationsTable {
  run_id: string;
  reviewer: string;
  channel: string;
  ts: string;
  sent_at_ms: number;
  /** When the reviewer was told that the part is done; 0 while it is not. */
  finished_at_ms: number;
}

/** Changes of sessions' states that leads asked for and that are not done yet. */
export interface StateWishesTable {
  run_id: string;
  wish_id: string;
  /** See `StateChange`. */
  change: string;
  lead_slack_id: string;
}

/** The work store's connection or transaction, seen with the app's tables, which live in the same database. */
export function asAppTables(db: unknown): Kysely<AppTables> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the migrations made these tables there
  return db as Kysely<AppTables>;
}
