import { z } from "zod";
import type { GestureResult, ViewGesture } from "../control/protocol.js";
import type { Member } from "../members.js";
import { checkedView, redrawView, removeViews, showView } from "../modal-stack.js";
import { personParts, viewPayload } from "../payloads.js";
import { SlackRefusal } from "../refusal.js";
import type { StoredView } from "../views.js";
import type { Workspace } from "../workspace.js";
import { clientErrors } from "./client-errors.js";
import { failed, getPerson, getView, ImpossibleGesture, settled } from "./place.js";

const CANNOT_SUBMIT = "We had some trouble connecting. Try again?";

const Response = z.discriminatedUnion("response_action", [
  z.looseObject({
    response_action: z.literal("errors"),
    errors: z.record(z.string(), z.string().min(1)),
  }),
  z.looseObject({ response_action: z.literal("update"), view: z.unknown() }),
  z.looseObject({ response_action: z.literal("push"), view: z.unknown() }),
  z.looseObject({ response_action: z.literal("clear") }),
]);
type Response = z.infer<typeof Response>;

/**
 * Submits a modal. What the client checks itself never reaches the app; field errors stand in the view afterwards.
 *
 * @throws {ImpossibleGesture} when the modal is not on top or has no submit button.
 */
export async function submitView(
  workspace: Workspace,
  gesture: ViewGesture,
): Promise<GestureResult> {
  const person = getPerson(workspace, gesture.person);
  const view = getView(workspace, person.id, gesture.viewId);
  if (workspace.views.stackOf(person.id).at(-1)?.id !== view.id) {
    throw new ImpossibleGesture("only the modal on top can be submitted");
  }
  if (view.content["submit"] === undefined)
    throw new ImpossibleGesture("this modal has no submit button");
  workspace.notices.delete(person.id);
  const errors = clientErrors(workspace, view);
  if (Object.keys(errors).length > 0) return showErrors(workspace, view, errors);
  return send(workspace, person, view);
}

function showErrors(
  workspace: Workspace,
  view: StoredView,
  errors: Readonly<Record<string, string>>,
): GestureResult {
  workspace.views.mark(view.id, { errors, isBusy: false });
  workspace.changed([view.personId]);
  return { ok: false, error: "Some fields need attention." };
}

async function send(
  workspace: Workspace,
  person: Member,
  view: StoredView,
): Promise<GestureResult> {
  workspace.views.mark(view.id, { errors: {}, isBusy: true });
  workspace.changed([person.id]);
  const delivered = await workspace.delivery.deliver("interactive", {
    type: "view_submission",
    ...personParts(workspace, person),
    trigger_id: workspace.triggers.issue({ personId: person.id, viewId: view.id }),
    view: viewPayload(workspace, view),
    response_urls: [],
  });
  workspace.views.mark(view.id, { isBusy: false });
  workspace.changed([person.id]);
  if (delivered.kind !== "acknowledged") {
    settled(workspace, person.id, delivered);
    return failed(workspace, person.id, CANNOT_SUBMIT);
  }
  try {
    return follow(workspace, view, delivered.response);
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    workspace.noteRefusal("ack view_submission", error);
    return failed(workspace, person.id, CANNOT_SUBMIT);
  }
}

/** Does what the acknowledgement says. */
function follow(workspace: Workspace, submitted: StoredView, response: unknown): GestureResult {
  // The app may have redrawn it meanwhile.
  const view = workspace.views.find(submitted.id);
  if (view === undefined) return { ok: true };
  const wanted = parseResponse(response);
  switch (wanted?.response_action) {
    case undefined:
      removeViews(workspace, [view]);
      return { ok: true };
    case "clear":
      removeViews(workspace, workspace.views.stackOf(view.personId));
      return { ok: true };
    case "errors":
      return showErrors(workspace, view, checkedErrors(view, wanted.errors));
    case "update":
      redrawView(workspace, view, modal(workspace, wanted.view));
      return { ok: true };
    case "push":
      showView(workspace, view.personId, modal(workspace, wanted.view));
      return { ok: true };
  }
}

function parseResponse(response: unknown): Response | undefined {
  if (response === undefined || response === null || response === "") return undefined;
  if (typeof response === "object" && Object.keys(response).length === 0) return undefined;
  const parsed = Response.safeParse(response);
  if (parsed.success) return parsed.data;
  throw new SlackRefusal(
    "invalid_response_action",
    parsed.error.issues.map(({ message }) => message),
  );
}

function checkedErrors(
  view: StoredView,
  errors: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const inputs = new Set(
    view.content.blocks.filter(({ type }) => type === "input").map((block) => block["block_id"]),
  );
  const misplaced = Object.keys(errors).filter((blockId) => !inputs.has(blockId));
  if (misplaced.length === 0 && Object.keys(errors).length > 0) return errors;
  const line = `[ERROR] errors must name input blocks of the view; not: ${misplaced.join(", ")} [json-pointer:/errors]`;
  throw new SlackRefusal("invalid_arguments", [line]);
}

function modal(workspace: Workspace, view: unknown): ReturnType<typeof checkedView> {
  const content = checkedView(workspace, view);
  if (content.type !== "modal")
    throw new SlackRefusal("invalid_arguments", [
      "[ERROR] must be a modal [json-pointer:/view/type]",
    ]);
  return content;
}
