import type { Clock, Labeling, Review, Tracking } from "@labeldesk/core";
import type { SqlWorkStore } from "@labeldesk/adapter-sql";
import type { WebClient } from "@slack/web-api";
import type { Kysely } from "kysely";
import type { Logger } from "./logger.js";
import type { PeopleDirectory } from "./people.js";
import type { Rights } from "./rights.js";
import type { AppTables } from "./store/tables.js";

/** What every handler and job works with. One per workspace. */
export interface Desk {
  /** The slash command, such as `/label`. */
  readonly command: string;
  /** The Slack workspace's id. */
  readonly tenant: string;
  readonly deployment: string;
  readonly tracking: Tracking;
  readonly labeling: Labeling;
  readonly review: Review;
  readonly work: SqlWorkStore;
  /** The app's own tables. */
  readonly db: Kysely<AppTables>;
  readonly people: PeopleDirectory;
  readonly rights: Rights;
  /** For what a person waits for: modals, replies. Never used for bulk posts, whose rate limit would stall it. */
  readonly slack: WebClient;
  /** For posts and updates made by jobs. Rate limits are thrown, and the job runs again later. */
  readonly outgoing: WebClient;
  readonly clock: Clock;
  readonly logger: Logger;
}
