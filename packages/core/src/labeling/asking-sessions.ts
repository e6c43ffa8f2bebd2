import { LabelingError } from "../errors.js";
import type { ExperimentId } from "../ids.js";
import type { StoredLabelSchema } from "../label-schema.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { SessionStore } from "../ports/session-store.js";

/** More sessions than these are counted instead of named. */
const MAX_NAMED = 10;

/**
 * The active sessions that ask a stored schema: those whose question was taken from it, or bears its name, since answers
 * find their question by name.
 */
export async function sessionsAsking(
  sessions: SessionStore,
  experimentId: ExperimentId,
  { schemaId, name }: StoredLabelSchema,
  options?: CallOptions,
): Promise<readonly LabelingSession[]> {
  const active = await sessions.listSessions(experimentId, options);
  return active.filter(({ labelSchemas }) =>
    labelSchemas.some((question) => question.schemaId === schemaId || question.name === name),
  );
}

/** @throws {LabelingError} CONFLICT naming the sessions, if there are any. `what` says what cannot be done, and what to do instead. */
export function refuseWhileAsked(
  { name }: StoredLabelSchema,
  asking: readonly LabelingSession[],
  what: { readonly refused: string; readonly instead: string },
): void {
  if (asking.length === 0) return;
  throw new LabelingError(
    "CONFLICT",
    `The label schema "${name}" ${what.refused} while ${listed(asking)}. ${what.instead}`,
  );
}

function listed(sessions: readonly LabelingSession[]): string {
  const named = sessions.slice(0, MAX_NAMED).map(({ name }) => `"${name}"`);
  const more = sessions.length - named.length;
  const all = more === 0 ? named : [...named, `${more} more`];
  const who = all.length === 1 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
  return sessions.length === 1 ? `the session ${who} asks it` : `the sessions ${who} ask it`;
}
