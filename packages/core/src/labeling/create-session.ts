import { NewLabelingSession } from "../labeling-session.js";
import { parseInput } from "../parse-input.js";
import type { CallOptions } from "../ports/call-options.js";
import type { Labeling } from "./labeling.js";
import { withSchemas, type LabelingParts } from "./locked.js";
import { createMissing, resolveSchemas } from "./session-schemas.js";

type Create = Labeling["createLabelingSession"];

/** Checks everything first, then creates missing schemas and the session, then grants access: nothing is left half done by bad input. */
export async function createLabelingSession(
  parts: LabelingParts,
  wanted: Parameters<Create>[0],
  options?: CallOptions,
): ReturnType<Create> {
  const { tracking } = parts;
  const { experimentId } = parseInput(
    NewLabelingSession.pick({ experimentId: true }),
    wanted,
    "The labeling session",
  );
  await tracking.experiments.getExperiment(experimentId, options);
  const session = await withSchemas(parts, experimentId, async () => {
    const stored = await tracking.labelSchemas.listLabelSchemas(experimentId, options);
    const schemas = resolveSchemas(wanted.labelSchemas, stored);
    const checked = checkSession(wanted, schemas.questions);
    const labelSchemas = await createMissing(experimentId, schemas, tracking.labelSchemas, options);
    return tracking.sessions.createSession(
      { ...checked, labelSchemas: [...labelSchemas] },
      options,
    );
  });
  const access = await tracking.access.grantEdit(experimentId, session.assignedUsers, options);
  return { session, access, mirror: await tracking.sessions.queueMirror(session, options) };
}

function checkSession(
  wanted: Parameters<Create>[0],
  labelSchemas: ReturnType<typeof resolveSchemas>["questions"],
): NewLabelingSession {
  const checked = parseInput(
    NewLabelingSession,
    { ...wanted, labelSchemas },
    "The labeling session",
  );
  const { away, assignedUsers } = checked;
  return { ...checked, away: away.filter((user) => assignedUsers.includes(user)) };
}
