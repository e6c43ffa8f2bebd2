import type { RunId } from "@labeldesk/core";

/** Sessions whose items change at the same time are few. */
const MOST = 1000;

/**
 * Remembers which review queue a session has, so that each change of an item need not ask. A queue goes with its session,
 * and one that is made anew has another id: the old id leads nowhere, and whoever finds that asks again.
 */
export interface QueueIds {
  find(runId: RunId): string | undefined;
  keep(runId: RunId, queueId: string): void;
}

export function createQueueIds(): QueueIds {
  const ids = new Map<RunId, string>();
  return {
    find: (runId) => ids.get(runId),
    keep: (runId, queueId) => {
      ids.delete(runId);
      ids.set(runId, queueId);
      const [oldest] = ids.keys();
      if (ids.size > MOST && oldest !== undefined) ids.delete(oldest);
    },
  };
}
