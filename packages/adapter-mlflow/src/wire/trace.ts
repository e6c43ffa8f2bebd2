import { exactJson } from "@labeldesk/core";
import type { Json, JsonObject, Trace } from "@labeldesk/core";
import { z } from "zod";
import { anyValueText, decodeAnyValue, readKeyValues } from "./any-value.js";
import { parseBody } from "./parse.js";
import { SPAN_INPUTS, WireSpan, decodeSpan, isRoot, rootsFirst } from "./span.js";
import { WireTraceInfo, decodeTraceInfo } from "./trace-info.js";

/** A trace with its spans as `traces/get` and `traces/batchGet` answer it. */
export const WireTrace = z.looseObject({
  trace_info: WireTraceInfo,
  spans: z.array(WireSpan).default([]),
});
export type WireTrace = z.infer<typeof WireTrace>;

const TraceResponse = z.looseObject({ trace: WireTrace });

function pairsOf(attributes: Json | undefined): readonly Json[] {
  return Array.isArray(attributes) ? attributes : [];
}

function readAttributes(attributes: Json | undefined): JsonObject {
  return Object.fromEntries(
    readKeyValues(pairsOf(attributes)).map(([key, value]) => [key, decodeAnyValue(value)]),
  );
}

/** The text of the root's inputs; absent when the root recorded none or null, which Python's `None` becomes. */
function inputsText(spans: readonly WireSpan[]): string | undefined {
  const root = spans.find(isRoot);
  const found = readKeyValues(pairsOf(root?.attributes)).find(([key]) => key === SPAN_INPUTS);
  const text = found === undefined ? undefined : anyValueText(found[1]);
  return text === "null" ? undefined : text;
}

/** The domain's trace. Its inputs are rebuilt from the typed values, so that `1` and `1.0` stay apart. */
export function decodeTrace(wire: WireTrace): Trace {
  const text = inputsText(wire.spans);
  return {
    ...decodeTraceInfo(wire.trace_info),
    spans: rootsFirst(wire.spans).map((span) => decodeSpan(span, readAttributes)),
    ...(text === undefined ? {} : { inputs: exactJson(text) }),
  };
}

/**
 * Reads the body of `GET /api/3.0/mlflow/traces/get`.
 *
 * @throws {LabelingError} BACKEND when it is something else
 */
export function readTraceResponse(text: string): Trace {
  return decodeTrace(parseBody(text, TraceResponse, "read a trace").trace);
}
