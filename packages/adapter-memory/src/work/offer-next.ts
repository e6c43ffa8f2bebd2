import type { LabelingSession, OfferTerms, ReviewerEmail } from "@labeldesk/core";
import { isLive, standingOf, type Standing } from "./standing.js";
import type { Board } from "./work-data.js";

/** What a reviewer gets: the open offer again, another item, or nothing yet. */
export type Choice =
  | { readonly kind: "renew"; readonly standing: Standing }
  | { readonly kind: "offer"; readonly standing: Standing }
  | { readonly kind: "nothing"; readonly waitUntilMs: number | undefined };

/** Chooses what `reviewer` gets next. */
export function chooseNext(
  session: LabelingSession,
  board: Board,
  reviewer: ReviewerEmail,
  terms: OfferTerms,
): Choice {
  const standings = [...board.items.values()]
    .filter(({ state }) => state !== "excluded")
    .map((item) => standingOf(session, board, item, reviewer, terms.nowMs));
  const renewed = openOffer(standings, terms.nowMs);
  if (renewed) return { kind: "renew", standing: renewed };
  const next = firstOf(standings.filter(isNew)) ?? firstOf(standings.filter(hasReturned(terms)));
  if (next) return { kind: "offer", standing: next };
  return { kind: "nothing", waitUntilMs: soonest(standings) };
}

/** A live offer first; one whose lease ran out only while the item still needs an answer. */
function openOffer(standings: readonly Standing[], nowMs: number): Standing | undefined {
  const offers = standings.filter(({ mine }) => mine?.state === "offered");
  return (
    offers.find(({ mine }) => mine && isLive(mine, nowMs)) ?? offers.find(({ open }) => open > 0)
  );
}

const isNew = ({ mine, open }: Standing) => mine === undefined && open > 0;

const hasReturned =
  ({ includePostponed = false, nowMs }: OfferTerms) =>
  ({ mine, open }: Standing) =>
    mine?.state === "postponed" && open > 0 && (includePostponed || mine.postponedUntilMs <= nowMs);

/** The one with the fewest answers and live offers; the order of addition decides between equals. */
function firstOf(standings: readonly Standing[]): Standing | undefined {
  return standings.toSorted((one, other) => load(one) - load(other))[0];
}

const load = ({ answers, otherLeasesMs }: Standing) => answers + otherLeasesMs.length;

function soonest(standings: readonly Standing[]): number | undefined {
  const times = standings.map(returnsAtMs).filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** When the item may be offered to this reviewer, as far as time alone decides it. */
function returnsAtMs({ mine, open, otherLeasesMs }: Standing): number | undefined {
  if (mine?.state === "submitted" || mine?.state === "declined") return undefined;
  if (open + otherLeasesMs.length <= 0) return undefined;
  const postponedUntilMs = mine?.state === "postponed" ? mine.postponedUntilMs : 0;
  const freeAtMs = open > 0 ? 0 : (otherLeasesMs[-open] ?? 0);
  return Math.max(postponedUntilMs, freeAtMs);
}
