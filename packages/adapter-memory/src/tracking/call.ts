import type { CallOptions } from "@labeldesk/core";

/** Answers one call the way a remote store would: later, not at all when the signal has ended it, and by rejecting. */
export async function call<T>(options: CallOptions | undefined, answer: () => T): Promise<T> {
  await Promise.resolve();
  options?.signal?.throwIfAborted();
  return answer();
}

/** Streams what `read` finds when the reading begins; a signal ends it between two values. */
export async function* stream<T>(
  options: CallOptions | undefined,
  read: () => Iterable<T>,
): AsyncIterable<T> {
  await Promise.resolve();
  options?.signal?.throwIfAborted();
  const values = [...read()];
  for (const value of values) {
    options?.signal?.throwIfAborted();
    yield value;
  }
}
