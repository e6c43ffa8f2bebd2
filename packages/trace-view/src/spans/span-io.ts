import type { Json, JsonObject, Span, SpanEvent } from "@labeldesk/core";
import { decoded, firstText, firstValue, isBlank, isNothing, isObject } from "../shape.js";
import { readIndexed } from "./indexed-attributes.js";

/**
 * Where instrumentations keep what went into a span when MLflow has not translated it: OpenTelemetry's GenAI
 * conventions, OpenInference, Traceloop, the Vercel AI SDK.
 */
const inputNames = [
  "gen_ai.input.messages",
  "gen_ai.prompt",
  "gen_ai.tool.call.arguments",
  "ai.prompt.messages",
  "ai.prompt",
  "ai.toolCall.args",
  "traceloop.entity.input",
  "input.value",
  "tool.parameters",
  "retrieval.query",
] as const;
const outputNames = [
  "gen_ai.output.messages",
  "gen_ai.completion",
  "gen_ai.tool.call.result",
  "ai.response.text",
  "ai.response.object",
  "ai.toolCall.result",
  "traceloop.entity.output",
  "output.value",
] as const;
const indexedInputs = ["llm.input_messages", "gen_ai.prompt", "llm.prompts"] as const;
const indexedOutputs = ["llm.output_messages", "gen_ai.completion", "retrieval.documents"] as const;

/** What went into a span; `undefined` when nothing was recorded, `null` when it recorded that there was nothing. */
export function inputsOf(span: Span): Json | undefined {
  if (!isNothing(span.inputs)) return span.inputs;
  const found =
    attributeIn(span.attributes, inputNames) ?? indexedIn(span.attributes, indexedInputs);
  return withInstructions(span, found ?? messagesIn(span.events, "input")) ?? span.inputs;
}

/** What came out of a span; `undefined` when nothing was recorded, `null` when it recorded that there was nothing. */
export function outputsOf(span: Span): Json | undefined {
  if (!isNothing(span.outputs)) return span.outputs;
  return (
    attributeIn(span.attributes, outputNames) ??
    calledTools(span.attributes) ??
    indexedIn(span.attributes, indexedOutputs) ??
    messagesIn(span.events, "output") ??
    chunksIn(span.events) ??
    span.outputs
  );
}

function attributeIn(attributes: JsonObject, names: readonly string[]): Json | undefined {
  const value = firstValue(attributes, ...names);
  return value === undefined ? undefined : decoded(value);
}

function calledTools(attributes: JsonObject): Json | undefined {
  const calls = attributes["ai.response.toolCalls"];
  return calls === undefined || calls === null ? undefined : { toolCalls: decoded(calls) };
}

function indexedIn(attributes: JsonObject, names: readonly string[]): Json | undefined {
  for (const name of names) {
    const value = readIndexed(attributes, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** OpenTelemetry keeps the system prompt apart from the messages. */
function withInstructions(span: Span, messages: Json | undefined): Json | undefined {
  const instructions = span.attributes["gen_ai.system_instructions"];
  if (messages === undefined || instructions === undefined || isBlank(instructions))
    return messages;
  return { messages, system: decoded(instructions) };
}

const inputEvents: Readonly<Record<string, string>> = {
  "gen_ai.system.message": "system",
  "gen_ai.user.message": "user",
  "gen_ai.assistant.message": "assistant",
  "gen_ai.tool.message": "tool",
};

/** Messages that were recorded as events: one event each, or all in one. */
function messagesIn(events: readonly SpanEvent[], side: "input" | "output"): Json | undefined {
  const whole = events
    .map(({ attributes }) => wholeIn(attributes, side))
    .find((value) => value !== undefined);
  if (whole !== undefined) return whole;
  const messages = events.flatMap((event) => eventMessage(event, side) ?? []);
  return messages.length === 0 ? undefined : messages;
}

function wholeIn(attributes: JsonObject, side: "input" | "output"): Json | undefined {
  const names =
    side === "input"
      ? ["gen_ai.input.messages", "gen_ai.prompt"]
      : ["gen_ai.output.messages", "gen_ai.completion"];
  return attributeIn(attributes, names);
}

function eventMessage(event: SpanEvent, side: "input" | "output"): Json | undefined {
  const body = decoded(firstValue(event.attributes, "body", "event.body", "event_data") ?? null);
  const said = isObject(body) ? { ...event.attributes, ...body } : event.attributes;
  if (side === "output") return event.name === "gen_ai.choice" ? choiceMessage(said) : undefined;
  const role = Object.hasOwn(inputEvents, event.name) ? inputEvents[event.name] : undefined;
  return role === undefined ? undefined : { ...said, role: firstText(said, "role") ?? role };
}

function choiceMessage(said: JsonObject): Json {
  const message = decoded(said["message"] ?? null);
  return {
    role: "assistant",
    ...(isObject(message) ? message : { ...said, content: message ?? said["content"] ?? "" }),
  };
}

/** The pieces of a stream that broke off before MLflow could put them together. */
function chunksIn(events: readonly SpanEvent[]): Json | undefined {
  const chunks = events.flatMap(({ attributes }) => attributes["mlflow.chunk.value"] ?? []);
  return chunks.length === 0 ? undefined : chunks.map(decoded);
}
