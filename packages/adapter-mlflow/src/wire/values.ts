import type { Json } from "@labeldesk/core";
import { z } from "zod";

/** Any JSON value as `parseExactJson` gives it. */
export const JsonValue = z.custom<Json>((value) => value !== undefined);

/** A map of texts; MLflow's tags and metadata have no other values. */
export const Texts = z.record(z.string(), z.string());

/** An instant as RFC 3339 text; read as milliseconds. */
export const Timestamp = z.string().transform((text, context) => {
  const instantMs = Date.parse(text);
  if (Number.isNaN(instantMs)) context.addIssue({ code: "custom", message: "not a time" });
  return instantMs;
});

/** A duration such as `1.528s`; read as milliseconds. */
export const Duration = z
  .string()
  .regex(/^-?\d+(\.\d+)?s$/)
  .transform((text) => Math.round(Number(text.slice(0, -1)) * 1000));

/** An instant in nanoseconds since the Unix epoch: beyond 2^53, so a `bigint`. */
export const Nanoseconds = z
  .union([z.bigint(), z.int(), z.string().regex(/^\d+$/)])
  .transform((value) => BigInt(value));
