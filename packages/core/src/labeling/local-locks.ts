import { LabelingError } from "../errors.js";
import type { LockStore } from "../ports/work-store.js";

/** Locks that hold within this process only; first come, first served. Several processes need a work store's locks. */
export function createLocalLocks(): LockStore {
  const tails = new Map<string, Promise<void>>();
  return {
    async withLock(name, waitMs, fn) {
      const previous = tails.get(name) ?? Promise.resolve();
      const turn = newTurn();
      const tail = previous.then(() => turn.over);
      tails.set(name, tail);
      try {
        if (!(await settlesWithin(previous, waitMs))) throw busy(name);
        return await fn();
      } finally {
        turn.end();
        void forgetWhenLast(tails, name, tail);
      }
    },
  };
}

function newTurn() {
  let end: (() => void) | undefined;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { over, end: () => end?.() };
}

async function settlesWithin(promise: Promise<void>, waitMs: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), waitMs);
  });
  try {
    return await Promise.race([promise.then(() => true), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

async function forgetWhenLast(
  tails: Map<string, Promise<void>>,
  name: string,
  tail: Promise<void>,
): Promise<void> {
  await tail;
  if (tails.get(name) === tail) tails.delete(name);
}

function busy(name: string): LabelingError {
  return new LabelingError("UNAVAILABLE", `The lock ${name} is held by somebody else. Try again.`);
}
