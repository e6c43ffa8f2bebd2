/** Whether the server gets the request before the fault strikes, and so does what it asks. */
export type When = "before" | "after";

/** What goes wrong between a client and a server. */
export type FaultEffect =
  /** The client's connection closes without an answer, by a reset or in order. */
  | { readonly kind: "disconnect"; readonly when: When; readonly how: "reset" | "close" }
  /** Another answer than the server's. */
  | {
      readonly kind: "answer";
      readonly when: When;
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** No answer ever comes; the connection stays open. */
  | { readonly kind: "silence"; readonly when: When }
  /** The server's answer, late. */
  | { readonly kind: "delay"; readonly delayMs: number }
  /** The first half of the server's answer: as if it were all of it, or with the length of the whole. */
  | { readonly kind: "truncate"; readonly length: "ofThePart" | "ofTheWhole" };

/** Which requests a fault strikes. */
export interface FaultRule {
  /** Default: all. */
  readonly matches?: (request: { readonly method: string; readonly path: string }) => boolean;
  /** The first of the matching requests that is struck, counting from 1. Default 1. */
  readonly nth?: number;
  /** How many in a row are struck. Default 1; `Infinity` for all that follow. */
  readonly times?: number;
}

/** One thing that goes wrong. */
export interface Fault extends FaultRule {
  readonly effect: FaultEffect;
}

/** Follows the requests and tells which effect strikes each. */
export function followFaults(
  faults: readonly Fault[],
): (request: { readonly method: string; readonly path: string }) => FaultEffect | undefined {
  const counts = faults.map(() => 0);
  return (request) => {
    let struck: FaultEffect | undefined;
    for (const [index, { matches, nth = 1, times = 1, effect }] of faults.entries()) {
      if (matches !== undefined && !matches(request)) continue;
      const count = (counts[index] ?? 0) + 1;
      counts[index] = count;
      if (count >= nth && count < nth + times) struck ??= effect;
    }
    return struck;
  };
}
