import { Buffer } from "node:buffer";
import type { Json, JsonObject, Span } from "@labeldesk/core";
import { z } from "zod";
import { JsonValue, Nanoseconds } from "./values.js";

/** Span attributes in which MLflow keeps what the domain names (`mlflow.tracing.constant.SpanAttributeKey`). */
export const SPAN_INPUTS = "mlflow.spanInputs";
export const SPAN_OUTPUTS = "mlflow.spanOutputs";
const SPAN_TYPE = "mlflow.spanType";

/** What the two wire shapes of a span have in common; how attributes are written differs. */
export const WireSpan = z.looseObject({
  span_id: z.string().min(1),
  parent_span_id: z.string().nullish(),
  name: z.string().default(""),
  start_time_unix_nano: Nanoseconds,
  end_time_unix_nano: Nanoseconds.nullish(),
  attributes: JsonValue.optional(),
  status: z.looseObject({ code: z.string().optional(), message: z.string().optional() }).nullish(),
  events: z
    .array(
      z.looseObject({
        name: z.string().default(""),
        time_unix_nano: Nanoseconds,
        attributes: JsonValue.optional(),
      }),
    )
    .nullish(),
});
export type WireSpan = z.infer<typeof WireSpan>;

const STATUS_CODES: Readonly<Record<string, Span["status"]["code"]>> = {
  STATUS_CODE_OK: "ok",
  STATUS_CODE_ERROR: "error",
};

/** Span ids travel as base64 of eight bytes; MLflow shows them, and assessments name them, in hex. */
function spanIdText(base64: string): string {
  return Buffer.from(base64, "base64").toString("hex");
}

/** `UNKNOWN` is what MLflow writes when no type was set. */
function spanType(attributes: JsonObject): string | undefined {
  const type = attributes[SPAN_TYPE];
  return typeof type === "string" && type !== "" && type !== "UNKNOWN" ? type : undefined;
}

/**
 * The domain's span.
 *
 * @param readAttributes how this wire shape writes the attributes of a span or of an event
 */
export function decodeSpan(
  wire: WireSpan,
  readAttributes: (attributes: Json | undefined, of: "span" | "event") => JsonObject,
): Span {
  const all = readAttributes(wire.attributes, "span");
  const { [SPAN_INPUTS]: inputs, [SPAN_OUTPUTS]: outputs, ...attributes } = all;
  const type = spanType(all);
  const message = wire.status?.message;
  return {
    spanId: spanIdText(wire.span_id),
    ...(wire.parent_span_id ? { parentId: spanIdText(wire.parent_span_id) } : {}),
    name: wire.name,
    ...(type === undefined ? {} : { type }),
    startNs: wire.start_time_unix_nano,
    ...(wire.end_time_unix_nano ? { endNs: wire.end_time_unix_nano } : {}),
    status: {
      code: STATUS_CODES[wire.status?.code ?? ""] ?? "unset",
      ...(message ? { message } : {}),
    },
    ...(inputs === undefined ? {} : { inputs }),
    ...(outputs === undefined ? {} : { outputs }),
    attributes,
    events: (wire.events ?? []).map((event) => ({
      name: event.name,
      timeNs: event.time_unix_nano,
      attributes: readAttributes(event.attributes, "event"),
    })),
  };
}

/** Whether a wire span is a root: it has no parent, not even one that was not recorded. */
export function isRoot(wire: WireSpan): boolean {
  return !wire.parent_span_id;
}

/** Roots first, else as the server ordered them (by start). */
export function rootsFirst(spans: readonly WireSpan[]): readonly WireSpan[] {
  return [...spans.filter(isRoot), ...spans.filter((span) => !isRoot(span))];
}
