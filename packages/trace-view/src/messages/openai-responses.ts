import type { Json, JsonObject } from "@labeldesk/core";
import { firstText, isList, isObject } from "../shape.js";
import { extrasOf } from "./extras.js";
import { readMessageList } from "./message-list.js";
import { type Message, type Reading, joinNeighbours, textMessage } from "./message.js";
import { readSystem } from "./openai-chat.js";

/** Reads OpenAI's Responses API: `{instructions, input}` and `{object: "response", output}`. */
export function readOpenaiResponses(value: Json): Reading | undefined {
  if (!isObject(value)) return undefined;
  return readOutput(value) ?? readInput(value);
}

function readInput(value: JsonObject): Reading | undefined {
  const messages = inputMessages(value);
  if (messages === undefined) return undefined;
  return {
    kind: "conversation",
    messages: [...readSystem(value["instructions"]), ...messages],
    ...extrasOf(value, "input", "instructions"),
  };
}

function inputMessages(value: JsonObject): readonly Message[] | undefined {
  const input = value["input"];
  if (typeof input === "string") {
    const isCall = firstText(value, "model", "instructions") !== undefined;
    return isCall ? [textMessage("user", input)] : undefined;
  }
  return isList(input) ? readMessageList(input) : undefined;
}

function readOutput(value: JsonObject): Reading | undefined {
  const output = value["output"];
  if (!isList(output)) return undefined;
  const messages = readMessageList(output);
  if (messages === undefined) return undefined;
  return { kind: "conversation", messages: joinNeighbours(messages) };
}
