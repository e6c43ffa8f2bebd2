import type { Side } from "./conversation.js";
import { compactJson } from "./json-text.js";
import { isBlank, isNothing, isObject } from "./shape.js";
import type { ReadSpan } from "./spans/read-span.js";
import { kindOf } from "./steps/span-kind.js";

const nothing: Side = { value: undefined, reading: undefined };

/** What the trace as a whole was given: the root's inputs, or those of the first span that has any. */
export function inputSide(spans: readonly ReadSpan[], root: ReadSpan | undefined): Side {
  if (root && !isNothing(root.inputs)) return inputOf(root);
  const speakers = spans.filter(isSpeaker);
  const first =
    speakers.find(({ inputReading }) =>
      inputReading?.messages.some(({ role }) => role === "user"),
    ) ?? speakers.find(({ inputs }) => !isBlank(inputs));
  return first === undefined ? nothing : inputOf(first);
}

/** What the trace as a whole gave back: the root's outputs, or those of the last span that has any. */
export function outputSide(spans: readonly ReadSpan[], root: ReadSpan | undefined): Side {
  if (root && !isNothing(root.outputs)) return isStopped(root, spans) ? nothing : outputOf(root);
  // A function that was called and returned None gave no answer, whatever its helpers returned.
  if (root && root.outputs === null && !isNothing(root.inputs)) return nothing;
  const speakers = spans.filter((span) => span !== root && isSpeaker(span)).toSorted(byEnd);
  const last =
    speakers.findLast(({ outputReading }) =>
      outputReading?.messages.some(({ role }) => role === "assistant"),
    ) ?? speakers.findLast(({ outputs }) => !isNothing(outputs));
  return last === undefined ? nothing : outputOf(last);
}

/** A graph that stopped on the way leaves its state as it was: that is no answer. */
function isStopped(root: ReadSpan, spans: readonly ReadSpan[]): boolean {
  if (!isObject(root.outputs) || !isObject(root.inputs)) return false;
  if (!spans.some((span) => span !== root && span.error !== undefined)) return false;
  return compactJson(root.outputs) === compactJson(root.inputs);
}

function isSpeaker(span: ReadSpan): boolean {
  return kindOf(span) === "other";
}

function byEnd(one: ReadSpan, other: ReadSpan): number {
  const oneEnd = one.span.endNs ?? one.span.startNs;
  const otherEnd = other.span.endNs ?? other.span.startNs;
  if (oneEnd === otherEnd) return other.index - one.index;
  return oneEnd < otherEnd ? -1 : 1;
}

function inputOf({ inputs, inputReading }: ReadSpan): Side {
  return { value: inputs, reading: inputReading };
}

function outputOf({ outputs, outputReading }: ReadSpan): Side {
  return { value: outputs, reading: outputReading };
}
