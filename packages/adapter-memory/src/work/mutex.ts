/** Runs one thing after the other. */
export interface Mutex {
  run<T>(fn: () => Promise<T> | T): Promise<T>;
}

/** A queue of one. A failure of one caller does not reach the next. */
export function createMutex(): Mutex {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run: (fn) => {
      const result = last.then(fn);
      last = result.catch(() => undefined);
      return result;
    },
  };
}
