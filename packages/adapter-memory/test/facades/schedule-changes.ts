import type { LabelingSession, LabelingSessionChanges, ReviewerEmail } from "@labeldesk/core";
import { needOf, outOfForce } from "./schedule-record.js";
import type { Step } from "./schedule-steps.js";
import { personAt, type ScheduleWorld, type Snapshot } from "./schedule-world.js";

/** Somebody joins, leaves, is away or comes back. Whoever is not here lets others be asked. */
export async function move(
  world: ScheduleWorld,
  { assignedUsers, away }: LabelingSession,
  kind: "join" | "leave" | "goAway" | "comeBack",
  person: ReviewerEmail,
): Promise<void> {
  const without = (people: readonly ReviewerEmail[]) => people.filter((one) => one !== person);
  if (kind === "leave" || kind === "goAway")
    outOfForce({ ...world.seen, answers: new Map() }, (pair) => pair.endsWith(` ${person}`));
  switch (kind) {
    case "join":
      return world.change({ assignedUsers: [...without(assignedUsers), person] });
    case "leave":
      return world.change({ assignedUsers: without(assignedUsers) });
    case "goAway":
      return world.change({ away: [...without(away), person] });
    case "comeBack":
      return world.change({ away: without(away) });
  }
}

/** A step that changes the session's rules. */
type RuleStep = Extract<Step, { kind: "want" | "overlap" | "cap" | "capOne" | "deal" | "state" }>;

/** What such a step changes. */
export function changesOf({ dealing }: LabelingSession, step: RuleStep): LabelingSessionChanges {
  switch (step.kind) {
    case "want":
      return { labelsPerTrace: step.labels };
    case "overlap":
      return { overlap: step.labels === undefined ? null : { every: 2, labels: step.labels } };
    case "cap": {
      const { cap: _before, ...rest } = dealing;
      return { dealing: step.cap === undefined ? rest : { ...rest, cap: step.cap } };
    }
    case "capOne":
      return { dealing: { ...dealing, caps: [{ reviewer: personAt(step.who), cap: step.cap }] } };
    case "deal":
      return { dealing: { ...dealing, strategy: step.strategy } };
    case "state":
      return { state: step.state };
  }
}

/** Where fewer answers are wanted than before, what is out is one too many by the lead's will. */
export function forgetWhatLowers({ seen }: ScheduleWorld, before: Snapshot, after: Snapshot): void {
  const placesBefore = new Map(
    before.items.map((item) => [item.itemId, needOf(before.session, item).places]),
  );
  for (const item of after.items)
    if (needOf(after.session, item).places < (placesBefore.get(item.itemId) ?? 0))
      outOfForce(seen, (pair) => pair.startsWith(`${item.itemId} `));
}
