import type { GestureResult, PersonGesture } from "../control/protocol.js";
import { deliverEvent } from "../events.js";
import { deleteMessage } from "../posting.js";
import { viewPayload } from "../payloads.js";
import type { Workspace } from "../workspace.js";
import { getPerson, getPlace, ImpossibleGesture } from "./place.js";

/** Opens App Home. The app is told, and answers by publishing it. */
export async function openHome(
  workspace: Workspace,
  gesture: PersonGesture,
): Promise<GestureResult> {
  const person = getPerson(workspace, gesture.person);
  workspace.notices.delete(person.id);
  const home = workspace.views.homeOf(person.id);
  await deliverEvent(workspace, {
    type: "app_home_opened",
    user: person.id,
    channel: workspace.channels.open([person.id]).channel.id,
    tab: "home",
    event_ts: workspace.messages.nextTs(),
    ...(home === undefined ? {} : { view: viewPayload(workspace, home) }),
  });
  return { ok: true };
}

/**
 * Hides a message that only this person sees.
 *
 * @throws {ImpossibleGesture} when everybody sees it.
 */
export function dismiss(
  workspace: Workspace,
  gesture: PersonGesture & { readonly ts: string },
): GestureResult {
  const person = getPerson(workspace, gesture.person);
  const found = workspace.messages
    .all()
    .find(({ ts, onlyFor }) => ts === gesture.ts && onlyFor === person.id);
  if (found === undefined)
    throw new ImpossibleGesture("only messages that nobody else sees can be dismissed");
  getPlace(workspace, person.id, { kind: "message", channel: found.channel, ts: found.ts });
  deleteMessage(workspace, found);
  return { ok: true };
}
