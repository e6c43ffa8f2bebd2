import type { LabelingSession } from "@labeldesk/core";
import type { Desk } from "../desk.js";
import type { Person } from "../people.js";
import { nearest } from "./parse.js";

/** Which session somebody means, or a sentence about why that is not clear. */
export type FoundSession =
  | { readonly kind: "one"; readonly session: LabelingSession }
  | { readonly kind: "none"; readonly sentence: string }
  | { readonly kind: "several"; readonly sessions: readonly LabelingSession[] };

/** The sessions that this person may manage, newest first. */
export async function managedSessions(
  desk: Desk,
  person: Person,
): Promise<readonly LabelingSession[]> {
  const sessions = await desk.review.listSessions();
  return sessions.filter((session) => desk.rights.mayManage(person, session));
}

/**
 * Finds a session by its run id, or by its name (any letter case, or a beginning of it). Names are not unique: several
 * may be meant. Without a name, the only session there is.
 */
export async function findSession(
  desk: Desk,
  person: Person,
  words: string,
): Promise<FoundSession> {
  const all = await desk.review.listSessions();
  const mine = all.filter((session) => desk.rights.mayManage(person, session));
  if (mine.length === 0 && words === "") {
    return { kind: "none", sentence: `You have no session. Start one with ${desk.command} new.` };
  }
  const wanted = words.toLowerCase();
  const matches = [
    (session: LabelingSession) => session.runId === words,
    (session: LabelingSession) => session.name.toLowerCase() === wanted,
    (session: LabelingSession) => session.name.toLowerCase().startsWith(wanted),
  ];
  for (const matchesWords of matches) {
    const found = mine.filter(matchesWords);
    const [first] = found;
    if (found.length === 1 && first !== undefined) return { kind: "one", session: first };
    if (found.length > 1) return { kind: "several", sessions: found };
  }
  return { kind: "none", sentence: whyNotFound(desk, words, mine, all) };
}

function whyNotFound(
  desk: Desk,
  words: string,
  mine: readonly LabelingSession[],
  all: readonly LabelingSession[],
): string {
  const others = all.find(
    ({ runId, name }) => runId === words || name.toLowerCase() === words.toLowerCase(),
  );
  if (others !== undefined) {
    return `Only ${others.createdBy} and admins can manage “${others.name}”.`;
  }
  const meant = nearest(
    words,
    mine.map(({ name }) => name),
  );
  const help =
    meant === undefined ? `${desk.command} sessions lists yours.` : `Did you mean “${meant}”?`;
  return `I could not find a session “${words}”. ${help}`;
}
