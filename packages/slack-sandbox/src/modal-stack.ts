import { withIds } from "./elements.js";
import { isObject, objectsIn } from "./loose.js";
import { viewRefusal } from "./refusal.js";
import { validateView } from "./validate/view.js";
import type { StoredView, ViewContent } from "./views.js";
import type { Workspace } from "./workspace.js";

/**
 * Checks a view and completes it as Slack does.
 *
 * @throws {SlackRefusal} `invalid_arguments` or `view_too_large`.
 */
export function checkedView(workspace: Workspace, view: unknown): ViewContent {
  const refusal = viewRefusal(validateView(view));
  if (refusal !== undefined) throw refusal;
  // Checked above.
  const fields = isObject(view) ? view : {};
  const blocks = withIds(objectsIn(fields["blocks"]), workspace.ids);
  return { ...fields, type: fields["type"] === "home" ? "home" : "modal", blocks };
}

/** Puts a modal on top of what the person has open, or publishes a first App Home. */
export function showView(workspace: Workspace, personId: string, content: ViewContent): StoredView {
  const view = workspace.views.add(personId, content);
  workspace.changed([personId]);
  return view;
}

/** Redraws a view; what was entered stays where block and element are unchanged. */
export function redrawView(
  workspace: Workspace,
  view: StoredView,
  content: ViewContent,
  hash?: string,
): StoredView {
  const redrawn = workspace.views.redraw(view, content, hash);
  workspace.drafts.keepWhereUnchanged({ kind: "view", viewId: view.id }, content.blocks);
  workspace.changed([view.personId]);
  return redrawn;
}

/** Takes views away. */
export function removeViews(workspace: Workspace, views: readonly StoredView[]): void {
  for (const view of views) {
    workspace.views.remove(view.id);
    workspace.drafts.drop({ kind: "view", viewId: view.id });
  }
  workspace.changed(views.map(({ personId }) => personId));
}
