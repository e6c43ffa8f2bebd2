import { cutAtRequest } from "../conversation.js";
import { sameError } from "../errors.js";
import type { Json } from "@labeldesk/core";
import { compactJson, leafTexts } from "../json-text.js";
import { partsText } from "../parts-text.js";
import { plainParts, readPlain } from "../plain.js";
import { isList, isNothing } from "../shape.js";
import type { ReadSpan } from "../spans/read-span.js";
import type { Part, TraceError } from "../trace-view.js";
import type { Candidate } from "./candidate.js";
import { Said } from "./said.js";

/** An input longer than this is a dump of the app's own state rather than something to read. */
const maxInputChars = 2_000;
const signal = /^__\w+__$/;

/** What decides whether a span is worth a step. */
export interface OtherSpan {
  readonly span: ReadSpan;
  /** An embedding or a parser: of interest only when it fails. */
  readonly internal: boolean;
  /** Whether a span below it ended with the same error, which then is told there. */
  readonly passesErrorOn: boolean;
}

/** The steps of all other spans that say or report something new. */
export function otherSteps(
  spans: readonly OtherSpan[],
  said: Said,
  told: TraceError | undefined,
): Candidate[] {
  return spans.flatMap(({ span, internal, passesErrorOn }) => {
    const error = passesErrorOn || sameError(span.error, told) ? undefined : span.error;
    const output = internal ? [] : newOutput(span, said);
    if (output.length === 0 && error === undefined) return [];
    const input = newInput(span, said);
    said.addParts([...input.parts, ...output]);
    if (!isNothing(span.outputs) && !span.outputReading) said.addValue(span.outputs);
    return [
      {
        at: span.index,
        step: {
          kind: "other" as const,
          name: span.span.name,
          input: input.parts,
          output,
          ...(input.omittedChars === undefined ? {} : { inputOmittedChars: input.omittedChars }),
          ...(error === undefined ? {} : { error }),
        },
      },
    ];
  });
}

function newOutput({ inputs, outputs, outputReading }: ReadSpan, said: Said): readonly Part[] {
  if (isNothing(outputs)) return [];
  if (outputReading === undefined) {
    const isTold = said.hasTextsOf(outputs) || handsOn(inputs, outputs) || isVector(outputs);
    if (isTold) return [];
    // What is set aside here is the app's own state; the answer's is shown in full.
    const { parts } = readPlain(outputs, "output");
    return said.hasParts(parts) ? [] : parts;
  }
  const { after } = cutAtRequest(outputReading.messages);
  const spoken = after.filter(({ role }) => role === "assistant").flatMap(({ parts }) => parts);
  return spoken.filter(
    (part) => part.kind !== "toolCall" && !said.has(partsText([part])) && partsText([part]) !== "",
  );
}

interface StepInput {
  readonly parts: readonly Part[];
  readonly omittedChars?: number;
}

function newInput({ inputs, inputReading }: ReadSpan, said: Said): StepInput {
  if (isNothing(inputs)) return { parts: [] };
  if (inputReading !== undefined) {
    const asked = cutAtRequest(inputReading.messages).request?.parts ?? [];
    return { parts: asked.filter((part) => !said.has(partsText([part]))) };
  }
  if (said.hasTextsOf(inputs)) return { parts: [] };
  const parts = plainParts(inputs, "input");
  if (partsText(parts).length <= maxInputChars) return { parts };
  return { parts: [], omittedChars: compactJson(inputs).length };
}

/** A span that gives back what it was given; a signal such as `__end__` says nothing either. */
function handsOn(inputs: ReadSpan["inputs"], outputs: Json): boolean {
  const given = new Said();
  given.addValue(inputs);
  return given.hasTextsOf(outputs) || isSignal(leafTexts(outputs));
}

function isSignal(texts: readonly string[]): boolean {
  return texts.length > 0 && texts.every((text) => signal.test(text));
}

/** An embedding: numbers alone. */
function isVector(value: ReadSpan["outputs"]): boolean {
  return isList(value) && value.length > 8 && value.every((item) => typeof item === "number");
}
