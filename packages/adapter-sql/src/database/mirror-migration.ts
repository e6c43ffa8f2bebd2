import { sql, type Kysely } from "kysely";
import { retyped } from "./retyped.js";

/** The tables as this step finds and leaves them: later versions may shape them anew, this step stays. */
interface Tables {
  labeldesk_items: { state: string; mirrored_state: string };
}

/**
 * Remembers which state of an item the tracking store has. Of items that are there already it is taken to be their own:
 * what somebody else set there before this step shows as a difference from that.
 */
export async function addMirroredStates(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("labeldesk_items")
    .addColumn("mirrored_state", "text", (column) => column.notNull().defaultTo(sql`'pending'`))
    .execute();
  await retyped<Tables>(db)
    .updateTable("labeldesk_items")
    .set(({ ref }) => ({ mirrored_state: ref("state") }))
    .execute();
}
