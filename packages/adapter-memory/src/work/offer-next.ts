import {
  canBeOffered,
  chooseNext,
  wantedRule,
  type Assignment,
  type LabelingSession,
  type OfferOutcome,
  type OfferTerms,
  type ReviewerEmail,
  type RunId,
  type Standing,
} from "@labeldesk/core";
import { boardOf, saveRow, type Board } from "./board.js";
import { capAndLoad, standingOf } from "./standings.js";
import type { WorkData } from "./work-data.js";

/** Offers what the rule chooses. Looks at every item of the session once. */
export function offerNext(
  data: WorkData,
  runId: RunId,
  reviewer: ReviewerEmail,
  terms: OfferTerms,
): OfferOutcome {
  const session = data.sessions.get(runId);
  if (session === undefined || !canBeOffered(session, reviewer)) return { kind: "nothingLeft" };
  const board = boardOf(data, runId);
  const question = { terms, ...capAndLoad(session, board, reviewer) };
  const choice = chooseNext(question, standingsOf(session, board, reviewer, terms.nowMs));
  switch (choice.kind) {
    case "nothing": {
      const { waitUntilMs } = choice;
      return waitUntilMs === undefined
        ? { kind: "nothingLeft" }
        : { kind: "nothingLeft", waitUntilMs };
    }
    case "renew":
    case "offer": {
      const isNew = choice.kind === "offer";
      const assignment = offerOf(runId, reviewer, choice.standing, terms, isNew);
      saveRow(data, assignment);
      return { kind: "offered", assignment, isNew };
    }
  }
}

/** The session's items as the reviewer sees them; full ones that the reviewer does not have cannot matter. */
function* standingsOf(
  session: LabelingSession,
  board: Board,
  reviewer: ReviewerEmail,
  nowMs: number,
): Generator<Standing> {
  const rule = wantedRule(session);
  const own = board.byReviewer.get(reviewer);
  for (const item of board.items.values()) {
    const mine = own?.get(item.itemId);
    const answers = board.tallies.get(item.itemId)?.answers ?? 0;
    if (mine === undefined && (item.state === "excluded" || answers >= rule.places(item))) continue;
    yield standingOf(board, rule, item, { reviewer, mine, nowMs });
  }
}

function offerOf(
  runId: RunId,
  reviewer: ReviewerEmail,
  { item, mine }: Standing,
  { nowMs, leaseMs }: OfferTerms,
  isNew: boolean,
): Assignment {
  const { itemId, source } = item;
  return {
    runId,
    itemId,
    reviewer,
    source,
    state: "offered",
    offeredAtMs: isNew ? nowMs : (mine?.offeredAtMs ?? nowMs),
    leaseUntilMs: nowMs + leaseMs,
    postponedUntilMs: 0,
  };
}
