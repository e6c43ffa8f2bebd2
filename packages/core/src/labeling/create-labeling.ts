import type { Labeling, LabelingOptions } from "./labeling.js";
import { addDataset } from "./add-dataset.js";
import { addTraces } from "./add-traces.js";
import { assignItems } from "./assign-items.js";
import { setAssignedUsers } from "./assigned-users.js";
import { countTraces } from "./count-traces.js";
import { createLabelingSession } from "./create-session.js";
import {
  createLabelSchema,
  deleteLabelSchema,
  getLabelSchema,
  updateLabelSchema,
} from "./label-schemas.js";
import { findLabelingSessions, listLabelingSessions } from "./list-sessions.js";
import { createLocalLocks } from "./local-locks.js";
import { getUsable, type LabelingParts } from "./locked.js";
import { adoptSchemas, findDrift } from "./schema-drift.js";
import { closeSession, reopenSession, setUnlessClosed } from "./session-states.js";
import { previewSync, syncSession } from "./sync-session.js";
import { updateLabelingSession } from "./update-session.js";

/**
 * What `mlflow.genai.labeling` and `mlflow.genai.label_schemas` offer in Python, on any tracking store. Several processes
 * that work on the same sessions or datasets must share `locks`, such as those of a work store.
 */
export function createLabeling({
  tracking,
  locks = createLocalLocks(),
}: LabelingOptions): Labeling {
  const parts: LabelingParts = { tracking, locks };
  const { sessions, labelSchemas, items, traces } = tracking;
  return {
    createLabelingSession: (session, options) => createLabelingSession(parts, session, options),
    getLabelingSession: (runId, options) => sessions.getSession(runId, options),
    listLabelingSessions: (experimentIds, options) =>
      listLabelingSessions(sessions, experimentIds, options),
    findLabelingSessions: (experimentIds, name, options) =>
      findLabelingSessions(sessions, experimentIds, name, options),
    updateLabelingSession: (runId, changes, options) =>
      updateLabelingSession(parts, runId, changes, options),
    pauseLabelingSession: (runId, options) => setUnlessClosed(parts, runId, "paused", options),
    resumeLabelingSession: (runId, options) => setUnlessClosed(parts, runId, "open", options),
    closeLabelingSession: (runId, options) => closeSession(parts, runId, options),
    reopenLabelingSession: (runId, options) => reopenSession(parts, runId, options),
    deleteLabelingSession: (runId, options) => sessions.deleteSession(runId, options),
    restoreLabelingSession: (runId, options) => sessions.restoreSession(runId, options),
    addTraces: async (runId, selection, options) =>
      addTraces(await getUsable(tracking, runId, options), selection, tracking, options),
    addDataset: async (runId, dataset, options) =>
      addDataset(await getUsable(tracking, runId, options), dataset, tracking, options),
    assignItems: (runId, assignments, options) => assignItems(parts, runId, assignments, options),
    listItems: (runId, options) => items.listItems(runId, options),
    countTraces: (search, options) => countTraces(traces, search, options),
    setAssignedUsers: (runId, users, mode, options) =>
      setAssignedUsers(parts, runId, users, mode, options),
    previewSync: async (runId, target, options) =>
      previewSync(await getUsable(tracking, runId, options), target, tracking, options),
    sync: async (runId, target, options) =>
      syncSession(await getUsable(tracking, runId, options), target, { tracking, locks }, options),
    schemaDrift: async (runId, options) => {
      const session = await sessions.getSession(runId, options);
      const stored = await labelSchemas.listLabelSchemas(session.experimentId, options);
      return findDrift(session.labelSchemas, stored);
    },
    adoptSchemas: (runId, names, options) => adoptSchemas(parts, runId, names, options),
    createLabelSchema: (experimentId, schema, options) =>
      createLabelSchema(parts, experimentId, schema, options),
    getLabelSchema: (experimentId, name, options) =>
      getLabelSchema(labelSchemas, experimentId, name, options),
    listLabelSchemas: (experimentId, options) =>
      labelSchemas.listLabelSchemas(experimentId, options),
    updateLabelSchema: (experimentId, name, changes, options) =>
      updateLabelSchema(parts, experimentId, name, changes, options),
    deleteLabelSchema: (experimentId, name, options) =>
      deleteLabelSchema(parts, experimentId, name, options),
  };
}
