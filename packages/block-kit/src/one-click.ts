import type { Answer, LabelSchema } from "@labeldesk/core";
import { ACTIONS } from "./action-ids.js";

/** The answer of a one-click card, by the button's action id; `undefined` for any other button or question. */
export function readOneClick(actionId: string, schema: LabelSchema): Answer | undefined {
  if (schema.input.kind !== "passFail") return undefined;
  if (actionId !== ACTIONS.answerPositive && actionId !== ACTIONS.answerNegative) return undefined;
  return { name: schema.name, value: actionId === ACTIONS.answerPositive };
}
