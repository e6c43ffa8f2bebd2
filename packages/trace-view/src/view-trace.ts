import type { Trace } from "@labeldesk/core";
import { type Conversation, conversationOf, cutAtRequest } from "./conversation.js";
import { exceptionOf } from "./errors.js";
import { prettyJson } from "./json-text.js";
import { type Message, messageOf, noContent, turnOf } from "./messages/message.js";
import { partsText } from "./parts-text.js";
import { parseStructured } from "./shape.js";
import { inputSide, outputSide } from "./sides.js";
import { type ReadSpan, findRoot, readSpans } from "./spans/read-span.js";
import { stepsOf } from "./steps/steps.js";
import type { Outcome, Part, TraceError, TraceView, Turn } from "./trace-view.js";

const nothingAsked: Message = messageOf("input", noContent);

/**
 * Turns any trace into what a person needs to see of it. It goes by the shape of what was recorded, never by the name
 * of a library, and never throws on odd content: what no reader knows is shown as fields or as JSON.
 */
export function viewTrace(trace: Trace): TraceView {
  const spans = readSpans(trace.spans);
  const root = findRoot(spans);
  const running = trace.state === "inProgress";
  const conversation = conversationOf(
    inputSide(spans, root),
    running ? { value: undefined, reading: undefined } : outputSide(spans, root),
  );
  const error = failed(trace, root) ? errorOfTrace(spans, root) : undefined;
  const durationMs = durationOf(trace, root);
  return {
    earlier: earlierTurns(conversation, spans, root).map(turnOf),
    request: withoutIds(conversation.request ?? nothingAsked, trace),
    outcome: outcomeOf(
      running,
      error,
      conversation.answers.map((answer) => withoutIds(answer, trace)),
    ),
    // While the root runs, what it gave back so far is a step like any other.
    steps: stepsOf(spans, running ? undefined : root, { conversation, error }),
    ...(durationMs === undefined ? {} : { durationMs }),
  };
}

function outcomeOf(
  running: boolean,
  error: TraceError | undefined,
  answers: readonly Turn[],
): Outcome {
  const turns = answers.filter(({ parts }) => parts.length > 0).map(answerTurn);
  if (error !== undefined) return { kind: "failed", error, answers: turns };
  if (running) return { kind: "inProgress" };
  return turns.length === 0 ? { kind: "empty" } : { kind: "answered", answers: turns };
}

/** The ids of the chat session and the user, which the trace carries anyway, are no part of what was said. */
function withoutIds(message: Message, { metadata }: Trace): Turn {
  const turn = turnOf(message);
  const ids = new Set([metadata["mlflow.trace.session"], metadata["mlflow.trace.user"]]);
  if (turn.parts.length < 2) return turn;
  const parts = turn.parts.flatMap((part): readonly Part[] => {
    if (part.kind !== "fields") return [part];
    const fields = part.fields.filter(({ value }) => !ids.has(value));
    return fields.length === 0 ? [] : [{ ...part, fields }];
  });
  return { ...turn, parts };
}

function failed(trace: Trace, root: ReadSpan | undefined): boolean {
  return trace.state === "error" || (trace.state === "unknown" && root?.error !== undefined);
}

function errorOfTrace(spans: readonly ReadSpan[], root: ReadSpan | undefined): TraceError {
  const deepest = spans.findLast(({ error }) => error !== undefined)?.error;
  return (
    root?.error ??
    (root && exceptionOf(root.span)) ??
    deepest ?? { message: "The trace is marked as failed. What went wrong was not recorded." }
  );
}

/** An answer that is JSON as a whole, as structured output is, is laid out to be read. */
function answerTurn(turn: Turn): Turn {
  return { ...turn, parts: turn.parts.map(laidOut) };
}

function laidOut(part: Part): Part {
  if (part.kind !== "text" || part.label !== undefined) return part;
  const structured = parseStructured(part.text);
  return structured === undefined ? part : { kind: "json", text: prettyJson(structured) };
}

/**
 * The turns before the request. A root that takes the last message alone hands a model the whole conversation: then the
 * turns are read there.
 */
function earlierTurns(
  { earlier, request }: Conversation,
  spans: readonly ReadSpan[],
  root: ReadSpan | undefined,
): readonly Message[] {
  if (root?.inputReading || request === undefined || earlier.length > 0) return earlier;
  const asked = partsText(request.parts.slice(0, 1)).trim();
  for (const { inputReading } of spans) {
    const cut = inputReading && cutAtRequest(inputReading.messages);
    if (!cut?.request || partsText(cut.request.parts).trim() !== asked) continue;
    const turns = cut.earlier.filter(({ role }) => role !== "system");
    if (turns.length > 0) return turns;
  }
  return earlier;
}

function durationOf(trace: Trace, root: ReadSpan | undefined): number | undefined {
  if (trace.durationMs !== undefined) return trace.durationMs;
  const endNs = root?.span.endNs;
  return endNs === undefined || !root ? undefined : Number(endNs - root.span.startNs) / 1_000_000;
}
