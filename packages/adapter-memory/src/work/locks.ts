import { LabelingError, type LockStore } from "@labeldesk/core";

/** Locks within this process. */
export function createMemoryLocks(): LockStore {
  const holders = new Map<string, Promise<unknown>>();
  return {
    withLock: async (name, waitMs, fn) => {
      const deadlineMs = Date.now() + waitMs;
      for (let holder = holders.get(name); holder; holder = holders.get(name))
        // oxlint-disable-next-line no-await-in-loop -- after each holder the next in line may be first
        await orTimeOut(holder, deadlineMs, name);
      const work = Promise.resolve().then(fn);
      const held = work.then(
        () => holders.delete(name),
        () => holders.delete(name),
      );
      holders.set(name, held);
      return work;
    },
  };
}

async function orTimeOut(
  holder: Promise<unknown>,
  deadlineMs: number,
  name: string,
): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeOut = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new LabelingError("UNAVAILABLE", lockMessage(name))),
      Math.max(0, deadlineMs - Date.now()),
    );
  });
  try {
    await Promise.race([holder, timeOut]);
  } finally {
    clearTimeout(timer);
  }
}

const lockMessage = (name: string) =>
  `Somebody else is busy with ${name} and did not finish in time. Try again in a moment.`;
