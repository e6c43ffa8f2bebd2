import type { GestureResult, ViewGesture } from "../control/protocol.js";
import { removeViews } from "../modal-stack.js";
import { personParts, viewPayload } from "../payloads.js";
import type { StoredView } from "../views.js";
import type { Workspace } from "../workspace.js";
import { getPerson, getView, ImpossibleGesture } from "./place.js";

/**
 * Closes a modal: it alone, or the whole stack where the view says `clear_on_close`.
 *
 * @throws {ImpossibleGesture} when it is not open.
 */
export async function closeView(
  workspace: Workspace,
  gesture: ViewGesture,
): Promise<GestureResult> {
  const person = getPerson(workspace, gesture.person);
  const view = getView(workspace, person.id, gesture.viewId);
  if (view.content.type !== "modal") throw new ImpossibleGesture("App Home cannot be closed");
  workspace.notices.delete(person.id);
  const isCleared = view.content["clear_on_close"] === true;
  const closed = isCleared ? workspace.views.stackOf(person.id) : [view];
  const payloads = closed
    .filter(({ content }) => content["notify_on_close"] === true)
    .map((one) => closedPayload(workspace, one, isCleared));
  removeViews(workspace, closed);
  // The client is done when the modal is gone; nobody is told when the app does not hear of it.
  await Promise.all(payloads.map((payload) => workspace.delivery.deliver("interactive", payload)));
  return { ok: true };
}

function closedPayload(workspace: Workspace, view: StoredView, isCleared: boolean): object {
  const person = getPerson(workspace, view.personId);
  return {
    type: "view_closed",
    ...personParts(workspace, person),
    view: viewPayload(workspace, view),
    is_cleared: isCleared,
  };
}
