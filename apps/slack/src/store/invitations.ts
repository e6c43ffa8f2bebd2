import type { ReviewerEmail, RunId } from "@labeldesk/core";
import type { Kysely } from "kysely";
import type { AppTables } from "./tables.js";

type Db = Kysely<AppTables>;

/** Whether this reviewer was told about this session; the first to ask is to tell them. */
export async function claimInvitation(
  db: Db,
  runId: RunId,
  reviewer: ReviewerEmail,
): Promise<"new" | "unfinished" | "told"> {
  const row = await find(db, runId, reviewer);
  if (row !== undefined) return row.ts === "" ? "unfinished" : "told";
  await db
    .insertInto("app_invitations")
    .values({ run_id: runId, reviewer, channel: "", ts: "", sent_at_ms: 0, finished_at_ms: 0 })
    .onConflict((conflict) => conflict.columns(["run_id", "reviewer"]).doNothing())
    .execute();
  return "new";
}

/** Remembers where the invitation is. */
export async function invitationSent(
  db: Db,
  runId: RunId,
  reviewer: ReviewerEmail,
  sent: { readonly channel: string; readonly ts: string; readonly atMs: number },
): Promise<void> {
  await db
    .updateTable("app_invitations")
    .set({ channel: sent.channel, ts: sent.ts, sent_at_ms: sent.atMs })
    .where("run_id", "=", runId)
    .where("reviewer", "=", reviewer)
    .execute();
}

/** Whether this reviewer was told that the part is done. */
export async function wasToldFinished(
  db: Db,
  runId: RunId,
  reviewer: ReviewerEmail,
): Promise<boolean> {
  const row = await find(db, runId, reviewer);
  return row !== undefined && row.finished_at_ms > 0;
}

/** Remembers that the reviewer was told that the part is done; 0 when there is something to do again. */
export async function setToldFinished(
  db: Db,
  runId: RunId,
  reviewer: ReviewerEmail,
  atMs: number,
): Promise<void> {
  await db
    .updateTable("app_invitations")
    .set({ finished_at_ms: atMs })
    .where("run_id", "=", runId)
    .where("reviewer", "=", reviewer)
    .execute();
}

function find(db: Db, runId: RunId, reviewer: ReviewerEmail) {
  return db
    .selectFrom("app_invitations")
    .selectAll()
    .where("run_id", "=", runId)
    .where("reviewer", "=", reviewer)
    .executeTakeFirst();
}
