import type { JsonObject } from "@labeldesk/core";
import type { Conversation } from "../conversation.js";
import { sameError } from "../errors.js";
import type { Message } from "../messages/message.js";
import { partsText } from "../parts-text.js";
import { objectParts } from "../plain.js";
import type { ReadSpan } from "../spans/read-span.js";
import type { Part, Step, TraceError } from "../trace-view.js";
import { callSteps } from "./call-steps.js";
import type { Candidate } from "./candidate.js";
import { type OtherSpan, otherSteps } from "./other-steps.js";
import { isOnlyDocuments, retrievalSteps } from "./retrieval-steps.js";
import { Said } from "./said.js";
import { type SpanKind, ancestorsOf, kindOf } from "./span-kind.js";
import { toolSteps } from "./tool-steps.js";

/** What the steps are told apart from: all that the view shows elsewhere. */
export interface Shown {
  readonly conversation: Conversation;
  readonly error: TraceError | undefined;
}

/** The steps of a trace in order of time: tools, look-ups, thoughts, and what else says something new. */
export function stepsOf(
  spans: readonly ReadSpan[],
  root: ReadSpan | undefined,
  shown: Shown,
): Step[] {
  const byId = new Map(spans.map((span) => [span.span.spanId, span] as const));
  const below = spans.filter((span) => span !== root);
  const kinds = new Map(below.map((span) => [span, kindOf(span)] as const));
  const ofKind = (kind: SpanKind) => below.filter((span) => kinds.get(span) === kind);

  const tools = toolSteps(ofKind("tool"), byId);
  const calls = callSteps(spans, tools);
  const retrievals = retrievalSteps(ofKind("retrieval"), [
    ...ofKind("other"),
    ...(root ? [root] : []),
  ]);

  const said = saidBefore(shown);
  for (const { step } of [...tools, ...calls]) if (step.kind === "tool") addTool(said, step);
  for (const { span } of retrievals) said.addValue(span.outputs);
  for (const span of ofKind("tool")) said.addValue(span.outputs);

  const consumed = new Set(
    retrievals.filter(({ span }) => isOnlyDocuments(span)).map(({ span }) => span),
  );
  const rest = below.filter(
    (span) =>
      (kinds.get(span) === "other" && !consumed.has(span)) || kinds.get(span) === "internal",
  );
  const failing = passedOnErrors(below, byId);
  const remaining = otherSteps(
    rest.map((span): OtherSpan => ({
      span,
      internal: kinds.get(span) === "internal",
      passesErrorOn: failing.has(span),
    })),
    said,
    shown.error,
  );
  const candidates = [
    ...tools,
    ...calls,
    ...retrievals,
    ...remaining,
    ...thoughtSteps(spans, shown),
  ];
  return [
    ...inOrder(candidates),
    ...remarks(shown.conversation, said),
    ...details(shown.conversation.details, said),
  ];
}

function inOrder(candidates: readonly Candidate[]): Step[] {
  return candidates.toSorted((one, other) => one.at - other.at).map(({ step }) => step);
}

function saidBefore({ conversation }: Shown): Said {
  const said = new Said();
  const { earlier, request, answers } = conversation;
  for (const { parts } of [...earlier, ...(request ? [request] : []), ...answers])
    said.addParts(parts);
  return said;
}

function addTool(said: Said, step: Extract<Step, { kind: "tool" }>): void {
  for (const text of [step.name, step.argumentsText, step.resultText]) {
    if (text !== undefined) said.addText(text);
  }
}

/** The spans whose error a span below them tells already. */
function passedOnErrors(
  spans: readonly ReadSpan[],
  byId: ReadonlyMap<string, ReadSpan>,
): ReadonlySet<ReadSpan> {
  const passed = new Set<ReadSpan>();
  for (const span of spans) {
    if (span.error === undefined) continue;
    for (const ancestor of ancestorsOf(span, byId)) {
      if (!sameError(ancestor.error, span.error) || passed.has(ancestor)) break;
      passed.add(ancestor);
    }
  }
  return passed;
}

/** What models thought on the way to this answer, each thought once. */
function thoughtSteps(spans: readonly ReadSpan[], { conversation }: Shown): Candidate[] {
  const before = new Set(conversation.earlier.flatMap(({ thoughts }) => thoughts));
  const thoughts = new Map<string, number>();
  for (const { outputReading, index } of spans.toReversed()) {
    for (const thought of (outputReading?.messages ?? []).flatMap((message) => message.thoughts)) {
      if (!before.has(thought) && !thoughts.has(thought)) thoughts.set(thought, index + 0.25);
    }
  }
  for (const thought of conversation.between.flatMap((message) => message.thoughts)) {
    if (!thoughts.has(thought)) thoughts.set(thought, 0);
  }
  return [...thoughts].map(([text, at]) => ({
    at,
    step: namedStep("Thinking", [{ kind: "text", text, markdown: true }]),
  }));
}

/** What the app said before its answer and no span tells. */
function remarks({ between }: Conversation, said: Said): Step[] {
  return between.flatMap((message) => {
    if (message.role === "tool") return [];
    const parts = message.parts.filter(
      (part) => part.kind !== "toolCall" && !said.has(partsText([part])),
    );
    said.addParts(parts);
    return parts.length === 0 ? [] : [namedStep(speaker(message), parts)];
  });
}

function speaker({ name, role }: Message): string {
  return name ?? (role === "system" ? "Instructions" : "Assistant");
}

function details(values: JsonObject | undefined, said: Said): Step[] {
  if (values === undefined) return [];
  const unsaid = Object.entries(values).filter(([, value]) => !said.hasTextsOf(value));
  return unsaid.length === 0
    ? []
    : [namedStep("Further output", objectParts(Object.fromEntries(unsaid), "output"))];
}

function namedStep(name: string, output: readonly Part[]): Step {
  return { kind: "other", name, input: [], output };
}
