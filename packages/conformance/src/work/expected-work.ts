import {
  canBeOffered,
  capOf,
  chooseNext,
  isLive,
  lackingFor,
  leftFor,
  placesOf,
  presentReviewers,
  wantedLabels,
  type LabelingSession,
  type OfferOutcome,
  type OfferTerms,
  type PlacedAssignment,
  type ReviewerEmail,
  type ReviewerProgress,
  type RunId,
  type SessionProgress,
  type Standing,
  type WorkItem,
  type WorkTransaction,
} from "@labeldesk/core";

/** What a store shows of one session. */
export interface Work {
  readonly session: LabelingSession;
  readonly items: readonly WorkItem[];
  readonly rows: readonly PlacedAssignment[];
}

/** Reads everything about a session that has fewer than 1,000 assignments. */
export async function lookAt(
  { sessions, assignments }: WorkTransaction,
  runId: RunId,
): Promise<Work> {
  const session = await sessions.findSession(runId);
  if (session === undefined) throw new Error(`The session ${runId} is not there.`);
  const items = await assignments.listItems(runId);
  const rows = await assignments.listAllAssignments(runId, { limit: 1_000 });
  return { session, items, rows };
}

/** What the rules of the domain give a reviewer next. */
export function expectedOffer(
  work: Work,
  reviewer: ReviewerEmail,
  terms: OfferTerms,
): OfferOutcome {
  if (!canBeOffered(work.session, reviewer)) return { kind: "nothingLeft" };
  const standings = work.items.map((item) => standingOf(work, item, reviewer, terms.nowMs));
  const question = { terms, cap: capOf(work.session, reviewer), load: loadOf(work, reviewer) };
  const choice = chooseNext(question, standings);
  switch (choice.kind) {
    case "nothing": {
      const { waitUntilMs } = choice;
      return { kind: "nothingLeft", ...(waitUntilMs !== undefined && { waitUntilMs }) };
    }
    case "renew":
    case "offer": {
      const { item, mine } = choice.standing;
      const isNew = choice.kind === "offer";
      return {
        kind: "offered",
        isNew,
        assignment: {
          runId: work.session.runId,
          itemId: item.itemId,
          reviewer,
          source: item.source,
          state: "offered",
          offeredAtMs: isNew ? terms.nowMs : (mine?.offeredAtMs ?? terms.nowMs),
          leaseUntilMs: terms.nowMs + terms.leaseMs,
          postponedUntilMs: 0,
        },
      };
    }
  }
}

/** The figures of a session without submissions. */
export function expectedProgress(work: Work, nowMs: number): SessionProgress {
  const { session, items, rows } = work;
  const count = (state: WorkItem["state"]) => items.filter((item) => item.state === state).length;
  const submitted = rows.filter(({ state }) => state === "submitted");
  const others = submitted.map(({ reviewer }) => reviewer).toSorted();
  const people = new Set([...session.assignedUsers, ...others]);
  return {
    items: { total: items.length, complete: count("complete"), excluded: count("excluded") },
    labels: submitted.length,
    wanted: items
      .filter(({ state }) => state !== "excluded")
      .reduce((sum, item) => sum + wantedLabels(session, item), 0),
    unpublished: 0,
    reviewers: [...people].map((reviewer) => progressOf(work, reviewer, nowMs)),
  };
}

function progressOf(work: Work, reviewer: ReviewerEmail, nowMs: number): ReviewerProgress {
  const mine = work.rows.filter((row) => row.reviewer === reviewer);
  const count = (state: PlacedAssignment["state"]) =>
    mine.filter((row) => row.state === state).length;
  return {
    reviewer,
    submitted: count("submitted"),
    left: canBeOffered(work.session, reviewer) ? leftOf(work, reviewer, nowMs) : 0,
    postponed: count("postponed"),
    declined: count("declined"),
  };
}

function leftOf(work: Work, reviewer: ReviewerEmail, nowMs: number): number {
  const standings = work.items
    .filter(({ state }) => state !== "excluded")
    .map((item) => standingOf(work, item, reviewer, nowMs));
  const own = standings.filter(({ mine }) => mine !== undefined);
  const others = standings.filter(({ mine }) => mine === undefined);
  const untouched = others.filter((standing) => lackingFor(standing) > 0).length;
  const load = loadOf(work, reviewer);
  return leftFor({ nowMs, cap: capOf(work.session, reviewer), load, untouched }, own);
}

function standingOf(work: Work, item: WorkItem, reviewer: ReviewerEmail, nowMs: number): Standing {
  const rows = work.rows.filter(({ itemId }) => itemId === item.itemId);
  const present = presentReviewers(work.session);
  const others = rows.filter((row) => row.reviewer !== reviewer && present.includes(row.reviewer));
  return {
    item,
    places: placesOf(work.session, item),
    answers: rows.filter(({ state }) => state === "submitted").length,
    otherLeasesMs: others
      .filter((row) => isLive(row, nowMs))
      .map(({ leaseUntilMs }) => leaseUntilMs)
      .toSorted((one, other) => one - other),
    otherWaiting: others.filter(({ state }) => state === "waiting").length,
    mine: rows.find((row) => row.reviewer === reviewer),
  };
}

const HELD: ReadonlySet<PlacedAssignment["state"]> = new Set(["submitted", "offered", "postponed"]);

function loadOf({ rows }: Work, reviewer: ReviewerEmail): number {
  const held = rows.filter((row) => row.reviewer === reviewer && HELD.has(row.state));
  return held.filter(({ item }) => item.state !== "excluded").length;
}
