import type { Json, JsonObject } from "@labeldesk/core";
import { firstText, firstValue, isList, isObject } from "../shape.js";
import { messageFrom } from "./chat-message.js";
import type { Message } from "./message.js";
import { roleOf } from "./roles.js";

/**
 * Reads a message of LangChain in any of its written forms: `{type: "human", content}`, `{type: "human", data}`, the
 * constructor form with `kwargs`, and the pair `["user", "text"]`. Also AutoGen's `{source, type: "TextMessage"}`.
 */
export function readLangchainMessage(value: Json): Message | undefined {
  if (isList(value)) return readPair(value);
  if (!isObject(value)) return undefined;
  return readConstructor(value) ?? readTyped(value) ?? readSourced(value);
}

function readPair(value: readonly Json[]): Message | undefined {
  if (value.length !== 2) return undefined;
  const [word, content] = value;
  if (typeof word !== "string" || !(typeof content === "string" || isList(content)))
    return undefined;
  const role = roleOf(word);
  return role === undefined ? undefined : messageFrom(role, {}, content);
}

function readConstructor(value: JsonObject): Message | undefined {
  const kwargs = value["kwargs"];
  if (value["type"] !== "constructor" || !isObject(kwargs) || !isList(value["id"]))
    return undefined;
  const last = value["id"].at(-1);
  const role = roleOf(
    firstText(kwargs, "role", "type") ?? (typeof last === "string" ? last : undefined),
  );
  if (role === undefined || kwargs["content"] === undefined) return undefined;
  return messageFrom(role, kwargs, kwargs["content"]);
}

function readTyped(value: JsonObject): Message | undefined {
  const type = firstText(value, "type");
  const role = type === "chat" ? roleOf(firstText(value, "role")) : roleOf(type);
  if (role === undefined) return undefined;
  const holder = isObject(value["data"]) ? value["data"] : value;
  if (holder["content"] === undefined) return undefined;
  return messageFrom(role, holder, firstValue(holder, "content"));
}

function readSourced(value: JsonObject): Message | undefined {
  const source = firstText(value, "source");
  if (source === undefined || !firstText(value, "type")?.endsWith("Message")) return undefined;
  if (typeof value["content"] !== "string") return undefined;
  const role = roleOf(source) ?? "assistant";
  return messageFrom(role, role === "assistant" ? { name: source } : {}, value["content"]);
}
