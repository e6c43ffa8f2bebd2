import { fieldOf, objectsIn } from "../loose.js";
import type {
  ActionGesture,
  ElementValue,
  GestureResult,
  InputGesture,
} from "../control/protocol.js";
import { isStateful } from "../elements.js";
import { personParts, placeParts, responseParts } from "../payloads.js";
import { initialValue } from "../state-values.js";
import type { Workspace } from "../workspace.js";
import { enteredValue } from "./entered-value.js";
import { getTarget, ImpossibleGesture, isSameValue, settled, type Target } from "./place.js";

/**
 * Types or chooses something. The app hears of it only where Slack dispatches.
 *
 * @throws {ImpossibleGesture} when the element does not allow it.
 */
export async function enterInput(
  workspace: Workspace,
  gesture: InputGesture,
): Promise<GestureResult> {
  const target = getTarget(workspace, gesture);
  const { person, blockId, actionId } = target;
  const value = enteredValue(workspace, target, gesture.value);
  const before = currentValue(workspace, target, gesture);
  workspace.notices.delete(person.id);
  workspace.drafts.put(person.id, gesture.container, blockId, actionId, value);
  workspace.changed([person.id]);
  if (isSameValue(before, value) || !dispatchesOnChange(target)) return { ok: true };
  return sendAction(workspace, target, value);
}

/**
 * Clicks a button, chooses from an overflow menu, or presses Enter in a text input.
 *
 * @throws {ImpossibleGesture} when there is nothing to click.
 */
export async function act(workspace: Workspace, gesture: ActionGesture): Promise<GestureResult> {
  const target = getTarget(workspace, gesture);
  workspace.notices.delete(target.person.id);
  if (isStateful(target.element)) {
    if (!dispatchesOn(target, "on_enter_pressed")) return { ok: true };
    return sendAction(workspace, target, currentValue(workspace, target, gesture));
  }
  return sendAction(workspace, target, clicked(target, gesture.selectedOption));
}

function currentValue(
  workspace: Workspace,
  { person, blockId, actionId, element }: Target,
  { container }: { readonly container: ActionGesture["container"] },
): ElementValue {
  return workspace.drafts.find(person.id, container, blockId, actionId) ?? initialValue(element);
}

/** What a click adds to the action. */
function clicked(
  { element }: Target,
  selectedOption: string | undefined,
): Readonly<Record<string, unknown>> {
  if (element["type"] === "overflow") {
    const option = objectsIn(element["options"]).find(({ value }) => value === selectedOption);
    if (option === undefined)
      throw new ImpossibleGesture(`"${String(selectedOption)}" is not in the menu`);
    return { selected_option: option };
  }
  if (element["type"] === "feedback_buttons") return { value: selectedOption ?? null };
  const { text, value, style, url } = element;
  return Object.fromEntries(
    Object.entries({ text, value, style, url }).filter(([, field]) => field !== undefined),
  );
}

function dispatchesOnChange(target: Target): boolean {
  if (target.block["type"] !== "input") return true;
  if (target.block["dispatch_action"] !== true) return false;
  return isTyped(target) ? dispatchesOn(target, "on_character_entered") : true;
}

function dispatchesOn(target: Target, occasion: string): boolean {
  if (!isTyped(target) || target.block["dispatch_action"] !== true) return false;
  const occasions = fieldOf(target.element["dispatch_action_config"], "trigger_actions_on");
  return Array.isArray(occasions) ? occasions.includes(occasion) : occasion === "on_enter_pressed";
}

function isTyped({ element }: Target): boolean {
  return String(element["type"]).endsWith("_input");
}

async function sendAction(
  workspace: Workspace,
  target: Target,
  value: Readonly<Record<string, unknown>>,
): Promise<GestureResult> {
  const { person, place, element, blockId, actionId } = target;
  const viewId = "rootId" in place ? place.id : undefined;
  const trigger = { personId: person.id, ...(viewId === undefined ? {} : { viewId }) };
  const payload = {
    type: "block_actions",
    ...personParts(workspace, person),
    ...placeParts(workspace, person.id, place),
    ...responseParts(workspace, person.id, place),
    trigger_id: workspace.triggers.issue(trigger),
    actions: [
      {
        ...value,
        type: element["type"],
        action_id: actionId,
        block_id: blockId,
        action_ts: workspace.messages.nextTs(),
      },
    ],
  };
  const delivered = await workspace.delivery.deliver("interactive", payload);
  return settled(workspace, person.id, delivered);
}
