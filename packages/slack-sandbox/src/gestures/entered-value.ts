import { z } from "zod";
import type { ElementValue, WireBlock } from "../control/protocol.js";
import { emptyValue, valueField } from "../state-values.js";
import type { Workspace } from "../workspace.js";
import { ImpossibleGesture, type Target } from "./place.js";

const Choice = z.looseObject({ value: z.string() });

/**
 * The value that Slack's client would hold after this was entered. Choices become the options that the app offered.
 *
 * @throws {ImpossibleGesture} when the element does not let anybody enter that.
 */
export function enteredValue(
  workspace: Workspace,
  target: Target,
  value: ElementValue | null,
): ElementValue {
  const type = String(target.element["type"]);
  const field = valueField(type);
  if (field === undefined) throw new ImpossibleGesture(`nothing can be entered into a ${type}`);
  const content = value?.[field];
  if (value === null || content === null || content === undefined || content === "")
    return emptyValue(type);
  if (value.type !== type)
    throw new ImpossibleGesture(`a ${value.type} value does not fit a ${type}`);
  return { type, [field]: checkedContent(workspace, target, field, content) };
}

function checkedContent(
  workspace: Workspace,
  target: Target,
  field: string,
  content: unknown,
): unknown {
  switch (field) {
    case "selected_option":
      return offered(workspace, target, content);
    case "selected_options":
      return many(target, content).map((choice) => offered(workspace, target, choice));
    case "selected_user":
      return knownPerson(workspace, content);
    case "selected_users":
      return many(target, content).map((id) => knownPerson(workspace, id));
    case "selected_conversation":
    case "selected_channel":
      return knownConversation(workspace, content);
    case "selected_conversations":
    case "selected_channels":
      return many(target, content).map((id) => knownConversation(workspace, id));
    case "value":
      return text(content);
    default:
      return content;
  }
}

function text(content: unknown): string {
  if (typeof content === "string") return content;
  throw new ImpossibleGesture("only text can be typed");
}

function many(target: Target, content: unknown): readonly unknown[] {
  if (!Array.isArray(content))
    throw new ImpossibleGesture("several can be chosen here: give a list");
  const max = target.element["max_selected_items"];
  if (typeof max === "number" && content.length > max) {
    throw new ImpossibleGesture(`no more than ${max} can be chosen here`);
  }
  return content;
}

function offered(workspace: Workspace, target: Target, choice: unknown): WireBlock {
  const parsed = Choice.safeParse(choice);
  const wanted = parsed.success ? parsed.data.value : "";
  const option = offeredOptions(workspace, target).find(({ value }) => value === wanted);
  if (option === undefined) throw new ImpossibleGesture(`"${wanted}" is not offered here`);
  return option;
}

/** Every option that this person could choose there now. */
export function offeredOptions(workspace: Workspace, target: Target): readonly WireBlock[] {
  const { element } = target;
  const initial = [element["initial_option"], ...list(element["initial_options"])].filter(
    (option): option is WireBlock => option !== undefined,
  );
  const grouped = list(element["option_groups"]).flatMap((group) => list(group["options"]));
  const served = workspace.servedOptions.get(servedKey(target)) ?? [];
  return [...list(element["options"]), ...grouped, ...served, ...initial];
}

/** Under which key the options that the app served for an element are kept. */
export function servedKey({ person, place, blockId, actionId }: Target): string {
  const placeId = "rootId" in place ? place.id : `${place.channel}/${place.ts}`;
  return JSON.stringify([person.id, placeId, blockId, actionId]);
}

function list(value: unknown): readonly WireBlock[] {
  return Array.isArray(value) ? (value as readonly WireBlock[]) : [];
}

function knownPerson(workspace: Workspace, id: unknown): string {
  if (typeof id === "string" && workspace.members.has(id)) return id;
  throw new ImpossibleGesture(`there is no person ${String(id)}`);
}

function knownConversation(workspace: Workspace, id: unknown): string {
  if (typeof id === "string" && workspace.channels.find(id) !== undefined) return id;
  throw new ImpossibleGesture(`there is no conversation ${String(id)}`);
}
