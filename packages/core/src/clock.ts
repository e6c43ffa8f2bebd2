/** Where the time comes from, so that tests can set it. Milliseconds since the Unix epoch. */
export interface Clock {
  /** Now, in milliseconds since the Unix epoch. */
  nowMs(): number;
}

/** The machine's own clock. */
export const systemClock: Clock = { nowMs: () => Date.now() };
