import { exactJson, parseExactJson } from "@labeldesk/core";
import type { ExactJson, Json, JsonObject, Trace, TraceInfo } from "@labeldesk/core";
import { z } from "zod";
import { parseBody } from "./parse.js";
import { SPAN_INPUTS, WireSpan, decodeSpan, isRoot, rootsFirst } from "./span.js";

const ArtifactSpans = z.looseObject({ spans: z.array(WireSpan) });

function isFields(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fieldsOf(attributes: Json | undefined): JsonObject {
  return isFields(attributes) ? attributes : {};
}

/** An attribute's value is a JSON text; what is none was stored by another writer and is taken as it is. */
function decodeText(value: Json): Json {
  if (typeof value !== "string") return value;
  try {
    return parseExactJson(value);
  } catch {
    return value;
  }
}

function readAttributes(attributes: Json | undefined, of: "span" | "event"): JsonObject {
  const fields = fieldsOf(attributes);
  if (of === "event") return fields;
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, decodeText(value)]));
}

/** The text of the root's inputs as it was stored. */
function inputsText(spans: readonly WireSpan[]): string | undefined {
  const text = fieldsOf(spans.find(isRoot)?.attributes)[SPAN_INPUTS];
  return typeof text === "string" && text.trim() !== "null" ? text : undefined;
}

function exactInputs(text: string): ExactJson {
  try {
    return exactJson(text);
  } catch {
    return exactJson(JSON.stringify(text));
  }
}

/**
 * Reads the body of `GET /ajax-api/3.0/mlflow/get-trace-artifact`, which serves what `traces/get` cannot: spans kept
 * as an artifact, and integers beyond 64 bits.
 *
 * @param info the trace's own fields, which this body does not carry
 * @throws {LabelingError} BACKEND when it is something else
 */
export function readArtifactSpans(text: string, info: TraceInfo): Trace {
  const { spans } = parseBody(text, ArtifactSpans, `read the spans of the trace ${info.traceId}`);
  const inputs = inputsText(spans);
  return {
    ...info,
    spans: rootsFirst(spans).map((span) => decodeSpan(span, readAttributes)),
    ...(inputs === undefined ? {} : { inputs: exactInputs(inputs) }),
  };
}
