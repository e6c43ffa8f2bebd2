import { textIn } from "../loose.js";
import type { ElementValue } from "../control/protocol.js";
import { elementsOf, type PlacedElement } from "../elements.js";
import { viewState } from "../payloads.js";
import { isEmptyValue } from "../state-values.js";
import { LIMITS } from "../validate/limits.js";
import type { StoredView } from "../views.js";
import type { Workspace } from "../workspace.js";

/** What Slack's client finds wrong with a modal before it sends it, by block id. Messages are never checked so. */
export function clientErrors(
  workspace: Workspace,
  view: StoredView,
): Readonly<Record<string, string>> {
  const values = viewState(workspace, view);
  const errors: Record<string, string> = {};
  for (const placed of elementsOf(view.content.blocks)) {
    const value = values[placed.blockId]?.[placed.actionId];
    if (placed.block["type"] !== "input" || value === undefined) continue;
    const error = fieldError(placed, value);
    if (error !== undefined) errors[placed.blockId] = error;
  }
  return errors;
}

function fieldError({ block, element }: PlacedElement, value: ElementValue): string | undefined {
  if (isEmptyValue(value)) {
    return block["optional"] === true ? undefined : "Please complete this required field.";
  }
  const content = textIn(value["value"]) ?? "";
  switch (value.type) {
    case "plain_text_input":
      return textError(element, content);
    case "number_input":
      return numberError(element, content);
    case "email_text_input":
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(content)
        ? undefined
        : "Must be a valid email address.";
    case "url_text_input":
      return URL.canParse(content) ? undefined : "Must be a valid URL.";
    default:
      return undefined;
  }
}

function textError(element: PlacedElement["element"], content: string): string | undefined {
  const min = Number(element["min_length"] ?? 0);
  const max = Number(element["max_length"] ?? LIMITS.textInput);
  if (content.length < min) return `Must be at least ${min} characters.`;
  if (content.length > max) return `Must be no more than ${max} characters.`;
  return undefined;
}

function numberError(element: PlacedElement["element"], content: string): string | undefined {
  if (!/^-?\d+(\.\d+)?$/.test(content)) return "Must be a number.";
  if (element["is_decimal_allowed"] !== true && content.includes("."))
    return "Must be a whole number.";
  const min = textIn(element["min_value"]);
  const max = textIn(element["max_value"]);
  if (min !== undefined && Number(content) < Number(min)) return `Must be at least ${min}.`;
  if (max !== undefined && Number(content) > Number(max)) return `Must be no more than ${max}.`;
  return undefined;
}
