import type { Json } from "@labeldesk/core";
import { readBedrock } from "./bedrock.js";
import { readGemini } from "./gemini.js";
import { readLangchain } from "./langchain.js";
import { readMessage, readMessageList } from "./message-list.js";
import { type Reader, type Reading, joinNeighbours } from "./message.js";
import { readOpenaiChat } from "./openai-chat.js";
import { readOpenaiResponses } from "./openai-responses.js";
import { readStream } from "./streams.js";
import { readVercelAi } from "./vercel-ai.js";
import { decoded, isList, isObject } from "../shape.js";

/** From the most particular shape to the least. */
const readers: readonly Reader[] = [
  readLangchain,
  readStream,
  readOpenaiChat,
  readOpenaiResponses,
  readGemini,
  readBedrock,
  readVercelAi,
  readBareMessages,
];

/** Reads a value as messages, whatever API or library wrote it; `undefined` when it is no conversation. */
export function readMessages(value: Json): Reading | undefined {
  const given = decoded(value);
  if (!isList(given) && !isObject(given)) return undefined;
  for (const read of readers) {
    const reading = read(given);
    if (reading !== undefined && reading.messages.length > 0) return reading;
  }
  return undefined;
}

/** A list of messages or a single one, without anything around. */
function readBareMessages(value: Json): Reading | undefined {
  const list = isList(value) ? readMessageList(value) : undefined;
  if (list) {
    if (!list.every(({ role }) => role === "assistant"))
      return { kind: "conversation", messages: list };
    // OpenTelemetry lists the alternatives of an answer, each with the reason why it ended.
    const areChoices =
      isList(value) && value.every((item) => isObject(item) && "finish_reason" in item);
    if (areChoices) return { kind: "choices", messages: list };
    return { kind: "conversation", messages: joinItems(value, list) };
  }
  const one = isObject(value) ? readMessage(value) : undefined;
  return one === undefined ? undefined : { kind: "conversation", messages: one };
}

/** An answer of the Responses API in several items is one turn; several answers of several agents are not. */
function joinItems(value: Json, messages: Reading["messages"]): Reading["messages"] {
  const hasItems =
    isList(value) &&
    value.some(
      (item) => isObject(item) && typeof item["type"] === "string" && item["role"] === undefined,
    );
  const isOutput =
    isList(value) && value.some((item) => isObject(item) && item["type"] === "message");
  return hasItems || isOutput ? joinNeighbours(messages) : messages;
}
