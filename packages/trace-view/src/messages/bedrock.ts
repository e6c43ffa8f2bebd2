import type { Json, JsonObject } from "@labeldesk/core";
import { decoded, firstText, isObject, listOf } from "../shape.js";
import { readMessage } from "./message-list.js";
import { type Reading, textMessage } from "./message.js";

/**
 * Reads what Amazon Bedrock answers: Converse's `{output: {message}}`, and the bodies of InvokeModel, which differ by
 * model: `{results: [{outputText}]}`, `{outputs: [{text}]}`, `{generation}`, `{completion}`.
 * Its requests look like a chat completion's.
 */
export function readBedrock(value: Json): Reading | undefined {
  if (!isObject(value)) return undefined;
  return readConverse(value) ?? readInvoke(value);
}

function readConverse(value: JsonObject): Reading | undefined {
  const output = value["output"];
  if (!isObject(output) || !isObject(output["message"])) return undefined;
  const messages = readMessage(output);
  return messages === undefined ? undefined : { kind: "conversation", messages };
}

function readInvoke(value: JsonObject): Reading | undefined {
  const body = decoded(value["body"] ?? value);
  if (!isObject(body)) return undefined;
  const inputText = firstText(body, "inputText");
  if (inputText !== undefined) return conversation("user", [inputText]);
  const texts = [...listOf(body["results"]), ...listOf(body["outputs"])].flatMap((item) =>
    isObject(item) ? (firstText(item, "outputText", "text") ?? []) : [],
  );
  if (texts.length > 0 && isInvokeAnswer(body))
    return { ...conversation("assistant", texts), kind: "choices" };
  const single = isInvokeAnswer(body) ? firstText(body, "generation", "completion") : undefined;
  return single === undefined ? undefined : conversation("assistant", [single]);
}

/** Only together with what these bodies always carry: the names alone are too common. */
function isInvokeAnswer(body: JsonObject): boolean {
  return (
    "stop_reason" in body ||
    "inputTextTokenCount" in body ||
    listOf(body["outputs"]).some((item) => isObject(item) && "stop_reason" in item)
  );
}

function conversation(role: "user" | "assistant", texts: readonly string[]): Reading {
  return { kind: "conversation", messages: texts.map((text) => textMessage(role, text)) };
}
