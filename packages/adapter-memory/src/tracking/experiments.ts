import type { ExperimentAccess, ExperimentStore } from "@labeldesk/core";
import { call } from "./call.js";
import { experimentOf } from "./lookups.js";
import type { MemoryState } from "./state.js";

/** The experiments of a memory; they never change, so the last added is the last changed. */
export function memoryExperiments(state: MemoryState): ExperimentStore {
  return {
    getExperiment: (experimentId, options) =>
      call(options, () => experimentOf(state, experimentId)),
    findExperimentByName: (name, options) =>
      call(options, () => [...state.experiments.values()].find((found) => found.name === name)),
    searchExperiments: (text, limit, options) =>
      call(options, () =>
        [...state.experiments.values()]
          .filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))
          .toReversed()
          .slice(0, limit),
      ),
  };
}

/** A memory has no permissions. */
export function memoryAccess(state: MemoryState): ExperimentAccess {
  return {
    grantEdit: (experimentId, _users, options) =>
      call(options, () => {
        experimentOf(state, experimentId);
        return { kind: "noPermissions" };
      }),
    revokeEdit: (experimentId, _users, options) =>
      call(options, () => {
        experimentOf(state, experimentId);
        return { kind: "noPermissions" };
      }),
  };
}
