import type { LabelingSession } from "@labeldesk/core";
import type { CommandCall } from "../commands/command.js";
import type { Desk } from "../desk.js";
import { sessionStateJob } from "../jobs/kinds.js";
import {
  findStateWish,
  saveStateWish,
  STATE_AFTER,
  type StateChange,
  type StateWish,
} from "../store/state-wishes.js";
import { asAppTables } from "../store/tables.js";

const BEING_DONE: Readonly<Record<StateChange, string>> = {
  pause: "is being paused",
  resume: "is being resumed",
  close: "is being closed",
  reopen: "is being opened again",
};

/** What a command does that changes a session's state: stores the wish, and answers at once. */
export async function askForState(
  { desk, person, trigger, reply }: CommandCall,
  session: LabelingSession,
  change: StateChange,
): Promise<void> {
  const why = await whyNotNow(desk, session, change);
  if (why !== undefined) {
    await reply(why);
    return;
  }
  const { runId } = session;
  await wishState(desk, { runId, wishId: trigger.id, change, leadSlackId: person.slackId });
  await reply(beingDone(session, change));
}

/** That a change is on its way. Whoever asked for it hears in Messages when it is done. */
export function beingDone({ name }: LabelingSession, change: StateChange): string {
  return `“${name}” ${BEING_DONE[change]}. I tell you in Messages when it is.`;
}

/** Stores the wish and the job that fulfils it in one commit. */
export async function wishState(desk: Desk, wish: StateWish): Promise<void> {
  await desk.work.transaction(async ({ db, jobs }) => {
    await saveStateWish(asAppTables(db), wish);
    await jobs.enqueue(sessionStateJob(wish.runId));
  });
}

/** Why a change makes no sense for the session, counting what was asked for before and is still to be done. */
export async function whyNotNow(
  desk: Desk,
  session: LabelingSession,
  change: StateChange,
): Promise<string | undefined> {
  const pending = await findStateWish(desk.db, session.runId);
  const state = pending === undefined ? session.state : STATE_AFTER[pending.change];
  if (state === STATE_AFTER[change]) return `“${session.name}” is ${state} already.`;
  if (state === "closed" && change !== "reopen") {
    return `“${session.name}” is closed. ${desk.command} reopen opens it again.`;
  }
  return undefined;
}
