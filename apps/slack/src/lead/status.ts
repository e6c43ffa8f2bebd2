import type { RunId } from "@labeldesk/core";
import type { Desk } from "../desk.js";
import type { Person } from "../people.js";
import { modal, notice } from "../screens/modal.js";
import { sessionCard } from "../screens/session-card.js";
import { findSessionCard } from "../store/session-cards.js";
import { manage } from "./manage.js";
import { openModal, type Trigger } from "../screens/open-modal.js";

/** A session's card in a modal, for the Open button of the Home tab. */
export async function openStatus(
  desk: Desk,
  person: Person,
  runId: RunId,
  trigger: Trigger,
): Promise<void> {
  const managed = await manage(desk, person.slackId, runId);
  if (managed.kind === "no") {
    await openModal(desk, trigger, notice("Session", managed.sentence));
    return;
  }
  const { session } = managed;
  const card = await findSessionCard(desk.db, runId);
  const { blocks } = sessionCard({
    session,
    progress: await desk.review.progress(runId),
    importState: card?.importState ?? { kind: "none" },
    nowMs: desk.clock.nowMs(),
    url: desk.tracking.links.session?.(session.experimentId, runId),
  });
  await openModal(desk, trigger, modal({ callbackId: "session-status", title: "Session", blocks }));
}
