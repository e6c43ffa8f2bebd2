import type { Json, JsonObject } from "@labeldesk/core";
import { firstText, firstValue, isObject } from "../shape.js";
import { readMediaBlock } from "./blocks/media-blocks.js";
import { readTextBlock } from "./blocks/text-blocks.js";
import { readToolBlock, resultContent } from "./blocks/tool-blocks.js";
import { type Content, type Message, callContent, joinContent, messageOf } from "./message.js";

/** Where the built-in tools of the Responses API keep what they were asked for. */
const askedNames = ["action", "queries", "query", "code", "input", "arguments"] as const;

/**
 * Reads an item of OpenAI's Responses API that is no message: a call, a call's output, reasoning, a generated image,
 * the use of a built-in tool (`web_search_call`, `file_search_call`, `code_interpreter_call`, …).
 */
export function readResponseItem(value: Json): Message | undefined {
  if (!isObject(value) || value["role"] !== undefined) return undefined;
  const type = firstText(value, "type");
  if (type === undefined || !/_(?:call|call_output|calls)$|^reasoning$|^function_call/.test(type)) {
    return undefined;
  }
  if (type.endsWith("_output")) return messageOf("tool", resultContent(value, outputOf(value)));
  return messageOf("assistant", readItem(value, type));
}

function readItem(value: JsonObject, type: string): Content {
  const known =
    readTextBlock(value, "assistant") ?? readMediaBlock(value, "assistant") ?? readToolBlock(value);
  const content = known ?? builtIn(value, type);
  const output = outputOf(value);
  if (output === undefined || content.calls.length === 0) return content;
  const { results } = resultContent(value, output);
  return joinContent([content, { parts: [], calls: [], results, thoughts: [] }]);
}

function builtIn(value: JsonObject, type: string): Content {
  const id = firstText(value, "call_id", "id");
  return callContent(type.replace(/_call$/, ""), firstValue(value, ...askedNames), id);
}

function outputOf(value: JsonObject): Json | undefined {
  return firstValue(value, "output", "outputs", "results");
}
