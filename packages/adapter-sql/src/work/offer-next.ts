import {
  canBeOffered,
  capOf,
  chooseNext,
  type Assignment,
  type Choice,
  type OfferOutcome,
  type OfferTerms,
  type ReviewerEmail,
  type RunId,
  type Standing,
} from "@labeldesk/core";
import { count } from "./counts.js";
import { move } from "./moves.js";
import { lockSession } from "./session-rows.js";
import {
  countLoad,
  dealtItems,
  liveLeases,
  openItems,
  ownItems,
  type Question,
} from "./standings.js";
import type { SqlParts } from "./sql-parts.js";

/**
 * Offers of one session are made one after the other, under the lock of its row. Live offers are read before answers:
 * a settlement in between then counts twice, which offers less, never more.
 */
export async function offerNext(
  parts: SqlParts,
  runId: RunId,
  reviewer: ReviewerEmail,
  terms: OfferTerms,
): Promise<OfferOutcome> {
  const session = await lockSession(parts, runId);
  if (session === undefined || !canBeOffered(session, reviewer)) return { kind: "nothingLeft" };
  const question = { db: parts.db, session, reviewer, terms };
  const choice = await choose({ ...question, leases: await liveLeases(question) });
  switch (choice.kind) {
    case "nothing":
      return choice.waitUntilMs === undefined
        ? { kind: "nothingLeft" }
        : { kind: "nothingLeft", waitUntilMs: choice.waitUntilMs };
    case "renew":
    case "offer":
      return offer(parts, question, choice.standing, choice.kind === "offer");
  }
}

/** The rule of {@link chooseNext} on as few items as can decide it: what goes first in it is looked up first. */
async function choose(question: Question): Promise<Choice> {
  const cap = capOf(question.session, question.reviewer);
  const load = Number.isFinite(cap) ? await countLoad(question) : 0;
  const choices = (standings: readonly Standing[]) =>
    chooseNext({ terms: question.terms, cap, load }, standings);

  const own = await ownItems(question);
  const kept = choices(own);
  if (kept.kind === "renew" || load >= cap) return kept;
  const dealt = [...own, ...(await dealtItems(question))];
  const first = choices(dealt);
  if (first.kind === "offer" && first.standing.mine?.state === "waiting") return first;
  return choices([...dealt, ...(await openItems(question))]);
}

async function offer(
  parts: SqlParts,
  { session, reviewer, terms }: Omit<Question, "leases">,
  { item, mine }: Standing,
  isNew: boolean,
): Promise<OfferOutcome> {
  const assignment: Assignment = {
    runId: session.runId,
    itemId: item.itemId,
    reviewer,
    source: item.source,
    state: "offered",
    offeredAtMs: isNew ? terms.nowMs : (mine?.offeredAtMs ?? terms.nowMs),
    leaseUntilMs: terms.nowMs + terms.leaseMs,
    postponedUntilMs: 0,
  };
  const row = {
    state: assignment.state,
    offered_at_ms: assignment.offeredAtMs,
    lease_until_ms: assignment.leaseUntilMs,
    postponed_until_ms: 0,
  };
  switch (mine?.state) {
    case undefined:
      await parts.db
        .insertInto("labeldesk_assignments")
        .values({
          run_id: session.runId,
          item_id: item.itemId,
          reviewer,
          position: item.position,
          ...row,
        })
        // An answer that arrives meanwhile stays an answer.
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      break;
    case "waiting":
      if (await move(parts, assignment, ["waiting"], row))
        await count(parts, assignment, { reserved: -1 });
      break;
    case "offered":
    case "postponed":
      await move(parts, assignment, ["offered", "postponed"], row);
      break;
    case "submitted":
    case "declined":
      break;
  }
  return { kind: "offered", assignment, isNew };
}
