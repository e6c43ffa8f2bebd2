import type { Json } from "@labeldesk/core";
import { firstText, isList, isObject } from "../shape.js";
import { readChatMessage } from "./chat-message.js";
import type { Reading } from "./message.js";

/** Reads a result of the Vercel AI SDK: `{text, toolCalls, reasoningText, finishReason}`. */
export function readVercelAi(value: Json): Reading | undefined {
  if (!isObject(value) || value["role"] !== undefined) return undefined;
  if (typeof value["finishReason"] !== "string" && !isList(value["toolCalls"])) return undefined;
  const text = firstText(value, "text");
  const isToolCall = isList(value["toolCalls"]);
  if (text === undefined && !isToolCall) return undefined;
  const thought = firstText(value, "reasoningText", "reasoning");
  const message = readChatMessage({
    role: "assistant",
    content: text ?? null,
    ...(isToolCall ? { toolCalls: value["toolCalls"] ?? null } : {}),
    ...(thought === undefined ? {} : { reasoning: thought }),
  });
  return message === undefined ? undefined : { kind: "conversation", messages: [message] };
}
