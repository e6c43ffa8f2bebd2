import type { Json, JsonObject } from "@labeldesk/core";
import { compactJson } from "./json-text.js";
import { type Message, type Reading, messageOf, noContent } from "./messages/message.js";
import { partsText } from "./parts-text.js";
import { objectParts, readPlain } from "./plain.js";
import { isNothing } from "./shape.js";
import type { Part, Role } from "./trace-view.js";

/** What was said, cut where the reviewer's question lies. */
export interface Conversation {
  readonly earlier: readonly Message[];
  /** `undefined` when nothing was asked, or nothing recorded. */
  readonly request: Message | undefined;
  /** What the app said and did between the request and its answer. */
  readonly between: readonly Message[];
  readonly answers: readonly Message[];
  /** Structured output beside the answer. */
  readonly details?: JsonObject;
}

/** One side of a call: the value and, if it is a conversation, its messages. */
export interface Side {
  readonly value: Json | undefined;
  readonly reading: Reading | undefined;
}

/** Puts the two sides of a call together. */
export function conversationOf(input: Side, output: Side): Conversation {
  const state = output.reading;
  return state?.kind === "conversation" && isState(state, input)
    ? fromState(input, state)
    : fromCall(input, output);
}

/**
 * A graph gives back the whole conversation, what was asked included. A function that writes a user's turn, such as
 * one that plays the customer, gives back that turn as its answer.
 */
function isState({ messages }: Reading, input: Side): boolean {
  const at = messages.findLastIndex(isRequest);
  const last = messages[at];
  if (last === undefined) return false;
  if (at < messages.length - 1) return true;
  const asked = inputMessages(input).findLast(isRequest);
  return asked === undefined || partsText(asked.parts) === partsText(last.parts);
}

/** The turns before the last request, the request, and what came after it. */
export function cutAtRequest(messages: readonly Message[]): {
  readonly earlier: readonly Message[];
  readonly request: Message | undefined;
  readonly after: readonly Message[];
} {
  const asked = messages.findLastIndex(isRequest);
  // A prompt may consist of instructions alone.
  const at = asked < 0 ? messages.findLastIndex(({ role }) => role === "system") : asked;
  if (at < 0) return { earlier: [], request: undefined, after: messages };
  return { earlier: messages.slice(0, at), request: messages[at], after: messages.slice(at + 1) };
}

function isRequest({ role }: Message): boolean {
  return role === "user" || role === "input";
}

function fromState(input: Side, state: Reading): Conversation {
  const { earlier, request, after } = cutAtRequest(state.messages);
  const { between, answers } = splitAnswer(after);
  const said = new Set(state.messages.map(({ parts }) => partsText(parts)));
  const unsaid = inputMessages(input).filter(({ parts }) => !said.has(partsText(parts)));
  const before = input.reading?.extras ?? {};
  const added = Object.entries(state.extras ?? {}).filter(
    ([name, value]) => !isSame(before[name], value),
  );
  return {
    earlier: [...unsaid, ...earlier],
    request: request && withParts(request, extraParts(input.reading?.extras, "input")),
    between,
    answers: withExtras(answers, Object.fromEntries(added)),
  };
}

function fromCall(input: Side, output: Side): Conversation {
  const { earlier, request, after } = cutAtRequest(withInputExtras(input));
  const said = outputMessages(output, input);
  const { between, answers } =
    output.reading?.kind === "conversation"
      ? splitAnswer(said.messages)
      : { between: [], answers: said.messages };
  return {
    earlier,
    request,
    between: [...after, ...between],
    answers: withExtras(answers, output.reading?.extras),
    ...(said.details === undefined ? {} : { details: said.details }),
  };
}

/** The last turn of the assistant is the answer; what else it said was on the way. */
function splitAnswer(messages: readonly Message[]): { between: Message[]; answers: Message[] } {
  const spoken = messages.findLastIndex(({ role }) => role !== "tool" && role !== "system");
  const at = spoken < 0 ? messages.length - 1 : spoken;
  const answer = messages[at];
  return {
    between: messages.filter((_, index) => index !== at),
    answers: answer === undefined ? [] : [answer],
  };
}

function inputMessages({ value, reading }: Side): readonly Message[] {
  if (reading !== undefined) return reading.messages;
  return isNothing(value) ? [] : [plainInput(value)];
}

/** The fields of an app's state stand with what was asked. */
function withInputExtras(input: Side): readonly Message[] {
  const messages = inputMessages(input);
  const extras = extraParts(input.reading?.extras, "input");
  if (extras.length === 0) return messages;
  const at = messages.findLastIndex(isRequest);
  if (at < 0) return [...messages, messageOf("input", { ...noContent, parts: extras })];
  return messages.map((message, index) => (index === at ? withParts(message, extras) : message));
}

/** A plain value as what was asked. */
function plainInput(value: Json): Message {
  const { parts, spoken } = readPlain(value, "input");
  return messageOf(spoken ? "user" : "input", { ...noContent, parts });
}

function outputMessages(
  { value, reading }: Side,
  input: Side,
): { readonly messages: readonly Message[]; readonly details?: JsonObject } {
  if (reading !== undefined) return { messages: reading.messages };
  if (isNothing(value)) return { messages: [] };
  const { parts, details, spoken } = readPlain(value, "output");
  const isReply = spoken && inputMessages(input).some(({ role }) => role === "user");
  return {
    messages: [messageOf(isReply ? "assistant" : "output", { ...noContent, parts })],
    ...(details === undefined ? {} : { details }),
  };
}

function withExtras(
  answers: readonly Message[],
  extras: JsonObject | undefined,
): readonly Message[] {
  const parts = extraParts(extras, "output");
  const last = answers.at(-1);
  if (parts.length === 0) return answers;
  if (last === undefined) return [messageOf("output", { ...noContent, parts })];
  return [...answers.slice(0, -1), withParts(last, parts)];
}

function extraParts(extras: JsonObject | undefined, role: Role): readonly Part[] {
  return extras === undefined || Object.keys(extras).length === 0 ? [] : objectParts(extras, role);
}

function withParts(message: Message, parts: readonly Part[]): Message {
  return parts.length === 0 ? message : { ...message, parts: [...message.parts, ...parts] };
}

function isSame(one: Json | undefined, other: Json): boolean {
  return one !== undefined && compactJson(one) === compactJson(other);
}
