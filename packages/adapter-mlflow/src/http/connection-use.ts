/**
 * How connections are used: `kept` for further calls, or `fresh` for each call.
 *
 * MLflow's server with several workers (its default) sends an answer in two parts and waits for the first to be
 * acknowledged before it sends the second. On a connection that was used before, the client's system acknowledges after
 * 40 ms; on a new one at once. With one worker there is no such wait (asyncio turns it off for the sockets it opened
 * itself). Measured with 3.17.2: `GET /health` 44 ms kept, 3 ms fresh with four workers; 1 ms kept with one.
 */
export type ConnectionUse = "kept" | "fresh";

/** What some small calls took, in milliseconds. */
export interface Measured {
  readonly freshMs: readonly number[];
  readonly keptMs: readonly number[];
}

/** A new connection must save this much: less is noise, and opening one costs the server something too. */
const WORTH_MS = 10;

/**
 * Decides by what was seen, not by what the server says of itself: a proxy between may take the wait away, and a
 * distant server may make a new connection cost more than the wait. The best of each counts, since all else only adds.
 */
export function chooseUse({ freshMs, keptMs }: Measured): ConnectionUse {
  if (freshMs.length === 0 || keptMs.length === 0) return "kept";
  return Math.min(...keptMs) - Math.min(...freshMs) > WORTH_MS ? "fresh" : "kept";
}
