import { z } from "zod";
import type { OptionsGesture, OptionsResult } from "../control/protocol.js";
import { personParts, placeParts } from "../payloads.js";
import { SlackRefusal } from "../refusal.js";
import { optionGroup, plainOption } from "../validate/composition.js";
import { LIMITS } from "../validate/limits.js";
import { violationLine, violationsOf } from "../validate/violation.js";
import type { Workspace } from "../workspace.js";
import { servedKey } from "./entered-value.js";
import { failed, getTarget, ImpossibleGesture, settled, type Target } from "./place.js";

/** What Slack takes when an element does not say how much must be typed. */
const DEFAULT_MIN_QUERY = 3;

const Served = z.union([
  z.strictObject({ options: z.array(plainOption).max(LIMITS.selectOptions) }),
  z.strictObject({ option_groups: z.array(optionGroup).max(LIMITS.selectGroups) }),
]);

/**
 * Types into a select whose options the app serves.
 *
 * @throws {ImpossibleGesture} when the element is no such select.
 */
export async function askOptions(
  workspace: Workspace,
  gesture: OptionsGesture,
): Promise<OptionsResult> {
  const target = getTarget(workspace, gesture);
  const type = String(target.element["type"]);
  if (!type.endsWith("external_select"))
    throw new ImpossibleGesture(`a ${type} asks for no options`);
  const minimum = Number(target.element["min_query_length"] ?? DEFAULT_MIN_QUERY);
  if (gesture.query.length < minimum) return { ok: true, options: [] };
  const delivered = await workspace.delivery.deliver(
    "interactive",
    suggestion(workspace, target, gesture.query),
  );
  if (delivered.kind !== "acknowledged") {
    return { ...settled(workspace, target.person.id, delivered), options: [] };
  }
  return serve(workspace, target, delivered.response);
}

function suggestion(workspace: Workspace, target: Target, query: string): object {
  const { person, place, actionId, blockId } = target;
  return {
    type: "block_suggestion",
    ...personParts(workspace, person),
    ...placeParts(workspace, person.id, place),
    action_id: actionId,
    block_id: blockId,
    value: query,
  };
}

function serve(workspace: Workspace, target: Target, response: unknown): OptionsResult {
  const parsed = Served.safeParse(response, { reportInput: true });
  if (!parsed.success) {
    const lines = violationsOf(parsed.error.issues, "").map(violationLine);
    workspace.noteRefusal("ack block_suggestion", new SlackRefusal("invalid_options", lines));
    return {
      ...failed(workspace, target.person.id, "The options could not be loaded."),
      options: [],
    };
  }
  const served = parsed.data;
  const options =
    "options" in served ? served.options : served.option_groups.flatMap((group) => group.options);
  const key = servedKey(target);
  workspace.servedOptions.set(key, [...(workspace.servedOptions.get(key) ?? []), ...options]);
  return "options" in served
    ? { ok: true, options }
    : { ok: true, options, optionGroups: served.option_groups };
}
