import type { LabelingSession, RefusalReason, ReviewerEmail, WorkItem } from "@labeldesk/core";
import { expect } from "vitest";
import { hereOf, pairOf, type SeenOffer } from "./schedule-record.js";
import { isLive } from "./schedule-rules.js";
import {
  keyIn,
  LEASE_MS,
  POSTPONE_MS,
  type ScheduleWorld,
  type Snapshot,
} from "./schedule-world.js";

/** The clicks on a card. */
export type Click = "submit" | "postpone" | "decline" | "exclude" | "undo";

/**
 * A click on a card that once came; refused only for what is promised to refuse. Whether the present deal did not foresee
 * it, so that the session was dealt again.
 */
export async function click(
  world: ScheduleWorld,
  { session, nowMs }: Snapshot,
  kind: Click,
  item: WorkItem,
  reviewer: ReviewerEmail,
): Promise<boolean> {
  const { review, runId, seen } = world;
  const key = keyIn(runId, item, reviewer);
  const pair = pairOf(item.itemId, reviewer);
  const answer = seen.answers.get(pair);
  const offer = seen.offers.get(pair);
  const reason = refusalOf(session, item, reviewer);
  const refused = reason && { kind: "refused", reason };
  const notOffered = { kind: "refused", reason: "not-offered" };
  switch (kind) {
    case "submit": {
      const answers = [{ name: "good", value: true }];
      const outcome = await review.submit({ ...key, answers, gesture: world.gesture() });
      // The retry of a click that was accepted hears that it was, before any refusal.
      if (answer) expect(outcome.kind).toBe("repeated");
      else if (refused) expect(outcome).toEqual(refused);
      else expect(outcome.kind).toBe("accepted");
      if (outcome.kind !== "accepted") return false;
      const isLate = seen.declined.has(pair);
      const inForce = offer !== undefined && offer.inForce && isLive(offer, nowMs);
      settle(world, pair, () => seen.answers.set(pair, { inForce }));
      return isLate;
    }
    case "postpone": {
      const outcome = await review.postpone(key);
      expect(outcome).toEqual(refused ?? (offer ? { kind: "done" } : notOffered));
      if (outcome.kind === "done" && offer)
        postponed(world, pair, { ...offer, postponedUntilMs: nowMs + POSTPONE_MS });
      return false;
    }
    case "decline": {
      const outcome = await review.decline(key);
      expect(outcome).toEqual(refused ?? (answer ? notOffered : { kind: "done" }));
      if (outcome.kind === "done") settle(world, pair, () => seen.declined.add(pair));
      return outcome.kind === "done";
    }
    case "exclude": {
      const outcome = await review.exclude(key, "spam");
      const isOut = reason === "item-excluded";
      expect(outcome).toEqual(refused && !isOut ? refused : { kind: "done" });
      return reason === undefined;
    }
    case "undo": {
      const outcome = await review.undo(key, { gesture: world.gesture() });
      if (refused) expect(outcome).toEqual(refused);
      else expect(answer ? ["withdrawn"] : ["refused", "repeated"]).toContain(outcome.kind);
      if (outcome.kind !== "withdrawn") return false;
      const inForce = answer !== undefined && answer.inForce && hereOf(session).includes(reviewer);
      const again = { leaseUntilMs: nowMs + LEASE_MS, inForce, postponedUntilMs: 0 };
      settle(world, pair, () => seen.offers.set(pair, again));
      return true;
    }
  }
}

function postponed({ seen }: ScheduleWorld, pair: string, offer: SeenOffer): void {
  seen.offers.set(pair, { ...offer, inForce: false });
}

/** The pair is one thing only. */
function settle({ seen }: ScheduleWorld, pair: string, into: () => unknown): void {
  seen.offers.delete(pair);
  seen.answers.delete(pair);
  seen.declined.delete(pair);
  into();
}

function refusalOf(
  { state, assignedUsers }: LabelingSession,
  item: WorkItem,
  reviewer: ReviewerEmail,
): RefusalReason | undefined {
  if (state === "closed") return "session-closed";
  if (!assignedUsers.includes(reviewer)) return "not-assigned";
  return item.state === "excluded" ? "item-excluded" : undefined;
}
