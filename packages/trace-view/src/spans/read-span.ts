import type { Json, Span } from "@labeldesk/core";
import { errorOf } from "../errors.js";
import type { Reading } from "../messages/message.js";
import { readMessages } from "../messages/read-messages.js";
import { isNothing } from "../shape.js";
import type { TraceError } from "../trace-view.js";
import { inputsOf, outputsOf } from "./span-io.js";

/** A span with both sides read once; every later step works on this. */
export interface ReadSpan {
  readonly span: Span;
  /** Its place in the order of time. */
  readonly index: number;
  readonly inputs: Json | undefined;
  readonly outputs: Json | undefined;
  readonly inputReading: Reading | undefined;
  readonly outputReading: Reading | undefined;
  readonly error: TraceError | undefined;
}

/** Reads the spans of a trace, in order of time. */
export function readSpans(spans: readonly Span[]): ReadSpan[] {
  return spans.toSorted((one, other) => compare(one.startNs, other.startNs)).map(readSpan);
}

/** The span that stands for the whole trace: the first without a parent; `undefined` while it is not recorded. */
export function findRoot(spans: readonly ReadSpan[]): ReadSpan | undefined {
  return spans.find(({ span }) => span.parentId === undefined);
}

function readSpan(span: Span, index: number): ReadSpan {
  const inputs = inputsOf(span);
  const outputs = outputsOf(span);
  return {
    span,
    index,
    inputs,
    outputs,
    inputReading: isNothing(inputs) ? undefined : readMessages(inputs),
    outputReading: isNothing(outputs) ? undefined : readMessages(outputs),
    error: errorOf(span),
  };
}

function compare(one: bigint, other: bigint): number {
  return one < other ? -1 : Number(one > other);
}
