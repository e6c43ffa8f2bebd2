import { argumentText } from "../messages/message.js";
import { compactJson } from "../json-text.js";
import { firstText, isNothing } from "../shape.js";
import type { ReadSpan } from "../spans/read-span.js";
import { toolText } from "../tool-text.js";
import type { Step } from "../trace-view.js";
import type { Candidate } from "./candidate.js";
import { ancestorsOf } from "./span-kind.js";

/** A tool step that a span recorded, with what connects it to the model's call. */
export interface ToolCandidate extends Candidate {
  readonly step: Extract<Step, { kind: "tool" }>;
  readonly callId?: string;
}

const nameNames = [
  "gen_ai.tool.name",
  "ai.toolCall.name",
  "tool.name",
  "tool_name",
  "traceloop.entity.name",
] as const;
const idNames = ["gen_ai.tool.call.id", "ai.toolCall.id", "tool_call_id", "tool_call.id"] as const;

/** The steps of the spans that are tools; one recorded by two instrumentations at once counts once. */
export function toolSteps(
  tools: readonly ReadSpan[],
  byId: ReadonlyMap<string, ReadSpan>,
): ToolCandidate[] {
  const bySpan = new Map(tools.map((span) => [span, toolStep(span)] as const));
  return [...bySpan].flatMap(([span, candidate]) => {
    const outer = nearestTool(span, bySpan, byId)?.step;
    const { name, argumentsText } = candidate.step;
    return outer?.name === name && outer.argumentsText === argumentsText ? [] : [candidate];
  });
}

function nearestTool(
  span: ReadSpan,
  bySpan: ReadonlyMap<ReadSpan, ToolCandidate>,
  byId: ReadonlyMap<string, ReadSpan>,
): ToolCandidate | undefined {
  for (const ancestor of ancestorsOf(span, byId)) {
    const candidate = bySpan.get(ancestor);
    if (candidate) return candidate;
  }
  return undefined;
}

function toolStep(span: ReadSpan): ToolCandidate {
  const { inputs, outputs, error } = span;
  const callId = firstText(span.span.attributes, ...idNames);
  return {
    at: span.index,
    ...(callId === undefined ? {} : { callId }),
    step: {
      kind: "tool",
      name: toolName(span),
      ...(isNothing(inputs) ? {} : { argumentsText: argumentText(inputs) }),
      ...(isNothing(outputs) ? {} : { resultText: toolText(outputs) }),
      ...(error === undefined ? {} : { error }),
    },
  };
}

/** The tool's own name; some libraries put a word in front of it in the span's. */
function toolName({ span }: ReadSpan): string {
  const named = firstText(span.attributes, ...nameNames);
  if (named) return named;
  const own = firstText(span.attributes, "name");
  return own && span.name.endsWith(own) ? own : span.name;
}

/** Whether a step is this call: a name alone decides when the arguments were completed by defaults. */
export function isSameCall(
  step: { readonly name: string; readonly argumentsText?: string },
  call: { readonly name: string; readonly argumentsText: string },
  exact: boolean,
): boolean {
  return (
    step.name === call.name &&
    (!exact || (step.argumentsText ?? compactJson({})) === call.argumentsText)
  );
}
