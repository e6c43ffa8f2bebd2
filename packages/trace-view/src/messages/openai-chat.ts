import type { Json, JsonObject } from "@labeldesk/core";
import { firstText, isList, isObject, listOf } from "../shape.js";
import { readContent } from "./content.js";
import { extrasOf } from "./extras.js";
import { readMessage, readMessageList } from "./message-list.js";
import { type Message, type Reading, messageOf, textMessage } from "./message.js";

/**
 * Reads chat completions: `{messages}` with the `system` of Anthropic and Bedrock beside it, `{choices}`, and the older
 * completions with `{prompt}` and `{choices: [{text}]}`.
 */
export function readOpenaiChat(value: Json): Reading | undefined {
  if (!isObject(value)) return undefined;
  return readChoices(value) ?? readRequest(value);
}

function readRequest(value: JsonObject): Reading | undefined {
  const given = value["messages"];
  if (given === undefined) return readPrompt(value);
  const messages =
    typeof given === "string" && readMessageList(given) === undefined
      ? [textMessage("user", given)]
      : (readMessageList(given) ?? readMessage(given));
  if (messages === undefined) return undefined;
  return {
    kind: "conversation",
    messages: [...readSystem(value["system"]), ...messages],
    ...extrasOf(value, "messages", "system"),
  };
}

/** The system prompt that some APIs take beside the messages: a text or a list of blocks. */
export function readSystem(system: Json | undefined): Message[] {
  const content = readContent(system, "system");
  return content.parts.length === 0 ? [] : [messageOf("system", content)];
}

function readPrompt(value: JsonObject): Reading | undefined {
  const prompt = value["prompt"];
  if (prompt === undefined) return undefined;
  const isCall = typeof value["model"] === "string" || value["system"] !== undefined;
  const messages =
    readMessageList(prompt) ??
    (typeof prompt === "string" && isCall ? [textMessage("user", prompt)] : undefined);
  if (messages === undefined) return undefined;
  return {
    kind: "conversation",
    messages: [...readSystem(value["system"]), ...messages],
    ...extrasOf(value, "prompt", "system"),
  };
}

function readChoices(value: JsonObject): Reading | undefined {
  const choices = listOf(value["choices"]);
  if (choices.length === 0) return undefined;
  const messages: Message[] = [];
  for (const choice of choices) {
    const message = isObject(choice) ? readChoice(choice) : undefined;
    if (message === undefined) return undefined;
    messages.push(...message);
  }
  return { kind: "choices", messages };
}

function readChoice(choice: JsonObject): readonly Message[] | undefined {
  if (isObject(choice["message"])) {
    const read = readMessage(choice) ?? readMessage({ role: "assistant", ...choice["message"] });
    if (read) return read;
    // A choice whose message says nothing at all is still a choice.
    return isList(choice["message"]["content"]) ? undefined : [textMessage("assistant", "")];
  }
  const text = firstText(choice, "text");
  return text === undefined ? undefined : [textMessage("assistant", text)];
}
