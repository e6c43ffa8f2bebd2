import { cutAtRequest } from "../conversation.js";
import type { Message, ToolCall, ToolResult } from "../messages/message.js";
import type { ReadSpan } from "../spans/read-span.js";
import type { Candidate } from "./candidate.js";
import { type ToolCandidate, isSameCall } from "./tool-steps.js";

interface FoundCall {
  readonly at: number;
  readonly call: ToolCall;
}

/** The steps for tool calls that are recorded in messages alone, without a span of their own. */
export function callSteps(
  spans: readonly ReadSpan[],
  tools: readonly ToolCandidate[],
): Candidate[] {
  const { calls, results } = findCalls(spans);
  const open = withoutSpans(calls, tools);
  const unused = new Set(results);
  return open.map(({ at, call }) => {
    const result = resultOf(call, unused);
    if (result) unused.delete(result);
    const outcome = result === undefined ? {} : outcomeOf(result);
    return {
      at,
      step: { kind: "tool", name: call.name, argumentsText: call.argumentsText, ...outcome },
    };
  });
}

function outcomeOf({
  text,
  failed,
}: ToolResult): { resultText: string } | { error: { message: string } } {
  return failed ? { error: { message: text } } : { resultText: text };
}

/** Every call and result of the last turn, once, in whichever span it first shows. */
function findCalls(spans: readonly ReadSpan[]): { calls: FoundCall[]; results: ToolResult[] } {
  const calls = new Map<string, FoundCall>();
  const results = new Map<string, ToolResult>();
  const add = (messages: readonly Message[], at: number) => {
    for (const message of messages) {
      for (const call of message.calls) {
        const key = call.id ?? `${call.name} ${call.argumentsText}`;
        if (!calls.has(key)) calls.set(key, { at, call });
      }
      for (const result of message.results) {
        results.set(`${result.callId ?? result.name ?? ""} ${result.text}`, result);
      }
    }
  };
  // What children recorded is placed better in time than what the root repeats.
  for (const { index, inputReading, outputReading } of spans.toReversed()) {
    if (outputReading) add(cutAtRequest(outputReading.messages).after, index + 0.5);
    if (inputReading && cutAtRequest(inputReading.messages).request) {
      add(cutAtRequest(inputReading.messages).after, index - 0.5);
    }
  }
  return { calls: [...calls.values()], results: [...results.values()] };
}

/** Takes out the calls that a tool's own span shows: by id, by name and arguments, at last by name. */
function withoutSpans(
  calls: readonly FoundCall[],
  tools: readonly ToolCandidate[],
): readonly FoundCall[] {
  const left = [...tools];
  const take = (isMatch: (tool: ToolCandidate) => boolean): boolean => {
    const at = left.findIndex(isMatch);
    if (at < 0) return false;
    left.splice(at, 1);
    return true;
  };
  const byId = calls.filter(
    ({ call }) => !take(({ callId }) => callId !== undefined && callId === call.id),
  );
  const exact = byId.filter(({ call }) => !take(({ step }) => isSameCall(step, call, true)));
  return exact.filter(({ call }) => !take(({ step }) => isSameCall(step, call, false)));
}

function resultOf(call: ToolCall, results: ReadonlySet<ToolResult>): ToolResult | undefined {
  for (const result of results) {
    if (call.id !== undefined && result.callId === call.id) return result;
  }
  for (const result of results) {
    if (result.name === call.name && (result.callId === undefined || call.id === undefined))
      return result;
  }
  return undefined;
}
