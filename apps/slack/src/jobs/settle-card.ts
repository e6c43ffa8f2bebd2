import type { Desk } from "../desk.js";
import { setCardState, type Card, type CardState } from "../store/cards.js";
import { asAppTables } from "../store/tables.js";
import { redrawCardJob } from "./kinds.js";

/** Remembers where a card stands and lets a job draw it, in one commit. */
export async function settleCard(
  desk: Desk,
  { ref }: Pick<Card, "ref">,
  state: CardState,
): Promise<void> {
  await desk.work.transaction(async ({ db, jobs }) => {
    await setCardState(asAppTables(db), ref, state);
    await jobs.enqueue(redrawCardJob(ref));
  });
}
