/** Lets a bounded number of calls run; the others wait in turn. */
export interface InFlight {
  /**
   * Runs a task when a place is free. Those who wait are served in turn, a task of each group after the other, so that
   * whoever wants little does not wait for the end of somebody's thousand.
   *
   * @param group tells whose task it is, by identity
   * @param signal ends the waiting, with its reason; the task itself has to see to it on its own
   */
  run<T>(
    group: object | undefined,
    signal: AbortSignal | undefined,
    task: () => Promise<T>,
  ): Promise<T>;
}

/** @param limit tasks that run at once */
export function createInFlight(limit: number): InFlight {
  let running = 0;
  const waiting = new Map<object | undefined, (() => void)[]>();

  /** Groups are served in the order of the map; the one served goes to its end. */
  function serveNext(): void {
    for (const [group, queue] of waiting) {
      const next = queue.shift();
      waiting.delete(group);
      if (queue.length > 0) waiting.set(group, queue);
      if (next === undefined) continue;
      next();
      return;
    }
    running -= 1;
  }

  function leave(group: object | undefined, start: () => void): void {
    const queue = waiting.get(group);
    const index = queue?.indexOf(start) ?? -1;
    if (index >= 0) queue?.splice(index, 1);
    if (queue?.length === 0) waiting.delete(group);
  }

  function enter(group: object | undefined, signal: AbortSignal | undefined): Promise<void> {
    if (running < limit) {
      running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const start = () => {
        signal?.removeEventListener("abort", abort);
        resolve();
      };
      const abort = () => {
        leave(group, start);
        reject(signal?.reason);
      };
      signal?.addEventListener("abort", abort, { once: true });
      waiting.set(group, [...(waiting.get(group) ?? []), start]);
    });
  }

  return {
    run: async (group, signal, task) => {
      signal?.throwIfAborted();
      await enter(group, signal);
      try {
        return await task();
      } finally {
        serveNext();
      }
    },
  };
}
