import { LabelingError, ReviewerEmail } from "@labeldesk/core";
import type { CallOptions, RunId } from "@labeldesk/core";
import { z } from "zod";
import type { MlflowClient } from "../http/mlflow-client.js";
import { setRunTags } from "../sessions/run-calls.js";
import type { SessionRun } from "../sessions/session-tags.js";
import { MAX_TRACE_TAG } from "../traces/trace-tag.js";

/** How the keys of people's tags begin; a run id follows. */
export const ASSIGNEES_PREFIX = "labeldesk.assignees.";

/** The run's tag that tells that some item was given to somebody: without it no trace need be read for that. */
const ASSIGNED = "labeldesk.hasAssignees";

const Assignees = z.array(ReviewerEmail);

/** The key of the trace's tag that names the people whom it is given to in one session. */
export function assigneesKey(runId: RunId): string {
  return `${ASSIGNEES_PREFIX}${runId}`;
}

/** The tag's value; `undefined` for nobody. @throws {LabelingError} INVALID_ARGUMENT when the people do not fit into a tag */
export function assigneesText(assignees: readonly ReviewerEmail[]): string | undefined {
  if (assignees.length === 0) return undefined;
  const text = JSON.stringify([...new Set(assignees)]);
  if (text.length <= MAX_TRACE_TAG) return text;
  throw new LabelingError(
    "INVALID_ARGUMENT",
    `An item cannot be given to these ${assignees.length} people: their addresses need ${text.length} characters, MLflow keeps ${MAX_TRACE_TAG} of a trace's tag. Name fewer people.`,
  );
}

/** Reads a tag's value; what is unreadable names nobody. */
export function readAssignees(text: string | undefined): readonly ReviewerEmail[] {
  try {
    return Assignees.parse(JSON.parse(text ?? "[]"));
  } catch {
    return [];
  }
}

/** Whether some item of the session was ever given to somebody. */
export function hasAssignees({ tags }: SessionRun): boolean {
  return tags.has(ASSIGNED);
}

/** Remembers that some item is given to somebody. */
export async function rememberAssignees(
  client: MlflowClient,
  run: SessionRun,
  options?: CallOptions,
): Promise<void> {
  if (hasAssignees(run)) return;
  await setRunTags(client, run.session.runId, [{ key: ASSIGNED, value: "true" }], options);
}
