/** How a call can go wrong on purpose. */
export type Fault =
  /** HTTP 429; the call does nothing. */
  | { readonly kind: "rateLimited"; readonly retryAfterSeconds: number }
  /** An HTTP error; the call does nothing. */
  | { readonly kind: "serverError"; readonly status: number }
  /** `ok: false`; the call does nothing. */
  | { readonly kind: "refused"; readonly error: string }
  /** The call does its work and the connection breaks before the answer. */
  | { readonly kind: "replyLost" };

/** Faults waiting for the next calls of their methods. */
export class Faults {
  readonly #waiting = new Map<string, Fault[]>();

  /** Lets the next calls of a method go wrong, `times` of them. */
  add(method: string, fault: Fault, times = 1): void {
    const waiting = this.#waiting.get(method) ?? [];
    this.#waiting.set(method, [...waiting, ...Array.from({ length: times }, () => fault)]);
  }

  take(method: string): Fault | undefined {
    return this.#waiting.get(method)?.shift();
  }
}
