import { NewLabelingSession } from "../labeling-session.js";
import { parseInput } from "../parse-input.js";
import type { CallOptions } from "../ports/call-options.js";
import type { Tracking } from "../ports/tracking.js";
import type { Labeling } from "./labeling.js";
import { createMissing, resolveSchemas } from "./session-schemas.js";

type Create = Labeling["createLabelingSession"];

/** Checks everything first, then creates missing schemas and the session, then grants access: nothing is left half done by bad input. */
export async function createLabelingSession(
  tracking: Tracking,
  wanted: Parameters<Create>[0],
  options?: CallOptions,
): Promise<Awaited<ReturnType<Create>>> {
  const { experimentId } = parseInput(
    NewLabelingSession.pick({ experimentId: true }),
    wanted,
    "The labeling session",
  );
  await tracking.experiments.getExperiment(experimentId, options);
  const stored = await tracking.labelSchemas.listLabelSchemas(experimentId, options);
  const { questions, missing } = resolveSchemas(wanted.labelSchemas, stored);
  const session = parseInput(
    NewLabelingSession,
    { ...wanted, labelSchemas: questions },
    "The labeling session",
  );
  await createMissing(experimentId, missing, tracking.labelSchemas, options);
  const created = await tracking.sessions.createSession(session, options);
  const access = await tracking.access.grantEdit(experimentId, created.assignedUsers, options);
  return { session: created, access };
}
