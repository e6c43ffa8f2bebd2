import { z } from "zod";
import { checkedView, showView, redrawView, removeViews } from "../modal-stack.js";
import { viewPayload } from "../payloads.js";
import { SlackRefusal } from "../refusal.js";
import type { StoredView, ViewContent } from "../views.js";
import type { Workspace } from "../workspace.js";
import { getMember } from "./lookup.js";
import { botMethod, jsonField, type Method } from "./method.js";

const OpenArguments = z.looseObject({ trigger_id: z.string().min(1), view: z.unknown() });
const UpdateArguments = z.looseObject({
  view_id: z.string().optional(),
  external_id: z.string().optional(),
  hash: z.string().optional(),
  view: z.unknown(),
});
const PublishArguments = z.looseObject({
  user_id: z.string().min(1),
  hash: z.string().optional(),
  view: z.unknown(),
});

/** `views.*`: modals and App Home. */
export const VIEW_METHODS: Readonly<Record<string, Method>> = {
  "views.open": botMethod(OpenArguments, (workspace, { trigger_id, view }) => {
    const content = parsedView(workspace, view, "modal");
    const { personId } = workspace.triggers.exchange(trigger_id);
    // A modal opened anew takes the place of what lay there.
    removeViews(workspace, workspace.views.stackOf(personId));
    return answer(workspace, showView(workspace, personId, content));
  }),

  "views.push": botMethod(OpenArguments, (workspace, { trigger_id, view }) => {
    const content = parsedView(workspace, view, "modal");
    const { personId, viewId } = workspace.triggers.exchange(trigger_id);
    const isFromModal =
      viewId !== undefined && workspace.views.find(viewId)?.content.type === "modal";
    if (!isFromModal)
      throw new SlackRefusal("not_found", ["[ERROR] the trigger was not made in an open modal"]);
    return answer(workspace, showView(workspace, personId, content));
  }),

  "views.update": botMethod(UpdateArguments, (workspace, wanted) => {
    const view = findView(workspace, wanted);
    const content = parsedView(workspace, wanted.view, view.content.type);
    return answer(workspace, redrawView(workspace, view, content, wanted.hash));
  }),

  "views.publish": botMethod(PublishArguments, (workspace, wanted) => {
    const { id } = getMember(workspace, wanted.user_id);
    const content = parsedView(workspace, wanted.view, "home");
    const known = workspace.views.homeOf(id);
    if (known !== undefined)
      return answer(workspace, redrawView(workspace, known, content, wanted.hash));
    if (wanted.hash !== undefined) throw new SlackRefusal("hash_conflict");
    return answer(workspace, showView(workspace, id, content));
  }),
};

function parsedView(workspace: Workspace, value: unknown, type: ViewContent["type"]): ViewContent {
  const content = checkedView(workspace, jsonField(value, "invalid_arguments"));
  if (content.type === type) return content;
  const line = `[ERROR] must be one of: ${type} [json-pointer:/view/type]`;
  throw new SlackRefusal("invalid_arguments", [line]);
}

function findView(workspace: Workspace, wanted: z.infer<typeof UpdateArguments>): StoredView {
  const { view_id: id, external_id: externalId } = wanted;
  if (id === undefined && externalId === undefined) {
    throw new SlackRefusal("invalid_arguments", [
      "[ERROR] missing required field: view_id [json-pointer:/]",
    ]);
  }
  const view =
    id === undefined
      ? workspace.views.findByExternalId(externalId ?? "")
      : workspace.views.find(id);
  if (view === undefined) throw new SlackRefusal("not_found");
  return view;
}

function answer(workspace: Workspace, view: StoredView): object {
  return { view: viewPayload(workspace, view) };
}
