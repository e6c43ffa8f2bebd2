import type { Json, JsonObject } from "@labeldesk/core";
import { firstValue, isList, isObject, listOf, objectOf } from "../shape.js";
import { readContent } from "./content.js";
import { type Message, type Reading, messageOf } from "./message.js";
import { readMessage } from "./message-list.js";

/** Reads Gemini: `{contents, config: {system_instruction}}` and `{candidates: [{content: {parts}}]}`. */
export function readGemini(value: Json): Reading | undefined {
  if (!isObject(value)) return undefined;
  return readCandidates(value) ?? readContents(value);
}

function readContents(value: JsonObject): Reading | undefined {
  const contents = value["contents"];
  if (typeof contents !== "string" && !isList(contents) && !isObject(contents)) return undefined;
  const messages = contentMessages(contents);
  if (messages === undefined) return undefined;
  return { kind: "conversation", messages: [...systemOf(value), ...messages] };
}

/** A text, one content, or a list of texts, parts and contents. A content without a role is the user's. */
function contentMessages(contents: Json): Message[] | undefined {
  const messages: Message[] = [];
  for (const content of isList(contents) ? contents : [contents]) {
    if (typeof content === "string" || (isObject(content) && !("parts" in content))) {
      messages.push(messageOf("user", readContent(content, "user")));
    } else if (isObject(content)) {
      const read = readMessage({ ...content, role: content["role"] ?? "user" });
      if (read === undefined) return undefined;
      messages.push(...read);
    } else {
      return undefined;
    }
  }
  return messages;
}

function systemOf(value: JsonObject): Message[] {
  const config = objectOf(value["config"]);
  const names = ["system_instruction", "systemInstruction"] as const;
  const system = firstValue(value, ...names) ?? firstValue(config, ...names);
  const content = readContent(
    isObject(system) && system["parts"] ? system["parts"] : system,
    "system",
  );
  return content.parts.length === 0 ? [] : [messageOf("system", content)];
}

function readCandidates(value: JsonObject): Reading | undefined {
  const candidates = listOf(value["candidates"]);
  if (candidates.length === 0) return undefined;
  const messages: Message[] = [];
  for (const candidate of candidates) {
    if (!isObject(candidate)) return undefined;
    const content = objectOf(candidate["content"]);
    messages.push(messageOf("assistant", readContent(content["parts"], "assistant")));
  }
  return { kind: "choices", messages };
}
