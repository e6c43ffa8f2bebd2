import { isLabelingError } from "@labeldesk/core";

/** The code with which a call was refused, or what else became of it. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) return "no error";
  return isLabelingError(error)
    ? error.code
    : `not a LabelingError: ${error instanceof Error ? error.message : typeof error}`;
}

/** Everything that a stream gives. */
export async function collect<T>(values: AsyncIterable<T>): Promise<readonly T[]> {
  const collected: T[] = [];
  for await (const value of values) collected.push(value);
  return collected;
}

/** Lets the clock of the store move on, so that what follows is newer also where time is kept in milliseconds. */
export function tick(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 5);
  });
}

/** A text that no earlier run of the suites used. */
export function unique(prefix: string): string {
  return `${prefix} ${crypto.randomUUID()}`;
}

/** A call's options with a signal that is aborted already, and its reason. */
export function abortedOptions(): { readonly signal: AbortSignal; readonly reason: Error } {
  const reason = new Error("the caller does not want it any more");
  return { signal: AbortSignal.abort(reason), reason };
}

/** What the call was rejected with; `undefined` when it was not. */
export async function rejectionOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
}
