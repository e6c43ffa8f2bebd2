import type { Json, JsonObject } from "@labeldesk/core";
import { plainParts } from "../plain.js";
import { firstText, isList, isObject } from "../shape.js";
import type { Role } from "../trace-view.js";
import { extrasOf } from "./extras.js";
import { readMessage, readMessageList } from "./message-list.js";
import { type Message, type Reading, messageOf, noContent, textMessage } from "./message.js";

/** Names under which apps keep the turns before the last. */
const historyNames = [
  "chat_history",
  "message_history",
  "history",
  "conversation_history",
  "conversation",
] as const;
/** Names of the last turn beside such a history. */
const lastNames = ["input", "question", "query", "user_prompt", "prompt", "message"] as const;

/**
 * Reads what LangChain and LangGraph pass around: `{generations}`, a command with an `update` or a `resume`, the state
 * of an interrupted graph, and a question beside its `chat_history`.
 */
export function readLangchain(value: Json): Reading | undefined {
  if (isList(value)) return readCommands(value);
  if (!isObject(value)) return undefined;
  return readGenerations(value) ?? readInterrupt(value) ?? readCommand(value) ?? readHistory(value);
}

function readGenerations(value: JsonObject): Reading | undefined {
  const given = value["generations"];
  if (!isList(given) || given.length === 0) return undefined;
  const first = given[0];
  const messages: Message[] = [];
  for (const generation of isList(first) ? first : given) {
    const read = isObject(generation) ? readGeneration(generation) : undefined;
    if (read === undefined) return undefined;
    messages.push(...read);
  }
  return messages.length === 0 ? undefined : { kind: "choices", messages };
}

function readGeneration(generation: JsonObject): readonly Message[] | undefined {
  const message = isObject(generation["message"]) ? readMessage(generation) : undefined;
  if (message) return message;
  const text = firstText(generation, "text");
  return text === undefined ? undefined : [textMessage("assistant", text)];
}

/** A graph that stopped to ask a person: what it asks is what it answered. */
function readInterrupt(value: JsonObject): Reading | undefined {
  const interrupts = value["__interrupt__"];
  if (!isList(interrupts) || interrupts.length === 0) return undefined;
  const asked = interrupts.map((interrupt) =>
    spoken("assistant", isObject(interrupt) ? (interrupt["value"] ?? interrupt) : interrupt),
  );
  const before = readMessageList(value["messages"]) ?? [];
  return {
    kind: "conversation",
    messages: [...before, ...asked],
    ...extrasOf(value, "__interrupt__", ...(before.length > 0 ? ["messages"] : [])),
  };
}

function readCommand(value: JsonObject): Reading | undefined {
  if (!("update" in value && "goto" in value) && !("resume" in value && "goto" in value))
    return undefined;
  const { update, resume } = value;
  if (resume !== null && resume !== undefined) {
    return { kind: "conversation", messages: [spoken("user", resume)] };
  }
  if (!isObject(update)) return undefined;
  const messages = readMessageList(update["messages"]);
  if (messages === undefined) return undefined;
  return { kind: "conversation", messages, ...extrasOf(update, "messages") };
}

function readCommands(value: readonly Json[]): Reading | undefined {
  const readings = value.map((item) => (isObject(item) ? readCommand(item) : undefined));
  const read = readings.filter((reading) => reading !== undefined);
  if (read.length === 0 || read.length !== readings.length) return undefined;
  return { kind: "conversation", messages: read.flatMap(({ messages }) => messages) };
}

function readHistory(value: JsonObject): Reading | undefined {
  for (const name of historyNames) {
    const before = readMessageList(value[name]);
    if (before === undefined) continue;
    const lastName = lastNames.find((candidate) => typeof value[candidate] === "string");
    const last = lastName === undefined ? undefined : value[lastName];
    const messages = typeof last === "string" ? [...before, textMessage("user", last)] : before;
    const taken = lastName === undefined ? [name] : [name, lastName];
    return { kind: "conversation", messages, ...extrasOf(value, ...taken) };
  }
  return undefined;
}

/** What a person is asked, and what they reply, is written for people: its question comes first. */
function spoken(role: Role, value: Json): Message {
  return messageOf(role, { ...noContent, parts: plainParts(value, "user") });
}
