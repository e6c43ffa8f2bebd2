/**
 * A JSON value as the domain carries it. Wider than what `JSON.parse` gives: integers beyond 2^53 are `bigint`,
 * and `NaN` and the infinities, which Python writes, are numbers.
 */
export type Json =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly Json[]
  | { readonly [name: string]: Json };

/** A JSON object. */
export type JsonObject = { readonly [name: string]: Json };
