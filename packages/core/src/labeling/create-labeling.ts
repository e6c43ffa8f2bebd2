import { LabelingError } from "../errors.js";
import type { RunId } from "../ids.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import { addTraces } from "./add-traces.js";
import { setAssignedUsers } from "./assigned-users.js";
import { countTraces } from "./count-traces.js";
import { createLabelingSession } from "./create-session.js";
import { createLabelSchema, deleteLabelSchema, getLabelSchema } from "./label-schemas.js";
import type { Labeling, LabelingOptions } from "./labeling.js";
import { createLocalLocks } from "./local-locks.js";
import { previewSync, syncSession } from "./sync-session.js";

/**
 * What `mlflow.genai.labeling` and `mlflow.genai.label_schemas` offer in Python, on any tracking store. Several processes
 * that sync into one dataset must share `locks`, such as those of a work store.
 */
export function createLabeling({
  tracking,
  locks = createLocalLocks(),
}: LabelingOptions): Labeling {
  const { sessions, labelSchemas, items, traces } = tracking;

  async function getUsable(runId: RunId, options?: CallOptions): Promise<LabelingSession> {
    const session = await sessions.getSession(runId, options);
    if (session.lifecycle === "active") return session;
    throw new LabelingError(
      "CONFLICT",
      `The session "${session.name}" is deleted. Restore it first.`,
    );
  }

  return {
    createLabelingSession: (session, options) => createLabelingSession(tracking, session, options),
    getLabelingSession: (runId, options) => sessions.getSession(runId, options),
    listLabelingSessions: async (experimentIds, options) => {
      const lists = await Promise.all(
        [...new Set(experimentIds)].map((id) => sessions.listSessions(id, options)),
      );
      return lists.flat().toSorted((a, b) => b.createdAtMs - a.createdAtMs);
    },
    deleteLabelingSession: (runId, options) => sessions.deleteSession(runId, options),
    restoreLabelingSession: (runId, options) => sessions.restoreSession(runId, options),
    addTraces: async (runId, selection, options) =>
      addTraces(await getUsable(runId, options), selection, tracking, options),
    listItems: (runId, options) => items.listItems(runId, options),
    countTraces: (search, options) => countTraces(traces, search, options),
    setAssignedUsers: (runId, users, mode, options) =>
      setAssignedUsers({ tracking, locks }, runId, users, mode, options),
    previewSync: async (runId, target, options) =>
      previewSync(await getUsable(runId, options), target, tracking, options),
    sync: async (runId, target, options) =>
      syncSession(await getUsable(runId, options), target, { tracking, locks }, options),
    createLabelSchema: (experimentId, schema, options) =>
      createLabelSchema(labelSchemas, experimentId, schema, options),
    getLabelSchema: (experimentId, name, options) =>
      getLabelSchema(labelSchemas, experimentId, name, options),
    listLabelSchemas: (experimentId, options) =>
      labelSchemas.listLabelSchemas(experimentId, options),
    deleteLabelSchema: (experimentId, name, options) =>
      deleteLabelSchema(labelSchemas, experimentId, name, options),
  };
}
