import type { Json, JsonObject } from "@labeldesk/core";
import { firstText, isList, isObject } from "../shape.js";
import type { Role } from "../trace-view.js";
import { readContent } from "./content.js";
import { type Message, joinNeighbours, messageOf } from "./message.js";

const rolesByPart: Readonly<Record<string, Role>> = {
  "system-prompt": "system",
  "user-prompt": "user",
  "retry-prompt": "tool",
  "tool-return": "tool",
};

/** Reads Pydantic AI's `{kind: "request" | "response", parts: [{part_kind, …}]}`: one turn or several. */
export function readPydanticMessage(value: Json): Message[] | undefined {
  if (!isObject(value) || !isList(value["parts"]) || value["parts"].length === 0) return undefined;
  const parts = value["parts"].filter(isObject);
  const areParts = parts.every((part) => typeof part["part_kind"] === "string");
  if (!areParts || parts.length !== value["parts"].length) return undefined;
  return joinNeighbours(parts.map(readPart));
}

function readPart(part: JsonObject): Message {
  const kind = firstText(part, "part_kind") ?? "";
  const role = rolesByPart[kind] ?? "assistant";
  const isPrompt = role === "user" || role === "system";
  const shown = isPrompt || kind === "file" ? (part["content"] ?? part) : part;
  return messageOf(role, readContent(shown, role));
}
