import { LabelingSession } from "./labeling-session.js";
import { parseInput } from "./parse-input.js";

/** What of a session never changes, or changes by an operation of its own. */
type Fixed = "experimentId" | "runId" | "createdBy" | "createdAtMs" | "creationKey" | "lifecycle";

/** What may change after creation. An absent field stays; `null` removes one that may be absent. */
export type LabelingSessionChanges = {
  readonly [Field in Exclude<keyof LabelingSession, Fixed>]?:
    | Exclude<LabelingSession[Field], undefined>
    | (undefined extends LabelingSession[Field] ? null : never)
    | undefined;
};

/**
 * The session after the changes; every store applies them with this.
 *
 * @throws {LabelingError} INVALID_ARGUMENT with every mistake
 */
export function changeSession(
  session: LabelingSession,
  changes: LabelingSessionChanges,
): LabelingSession {
  const fields = Object.entries({ ...session, ...onlyGiven(changes) });
  const present = fields.filter(([, value]) => value !== null);
  return parseInput(LabelingSession, Object.fromEntries(present), "The change of the session");
}

function onlyGiven(changes: LabelingSessionChanges): object {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
