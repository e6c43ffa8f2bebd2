import type { Json, JsonObject } from "@labeldesk/core";
import { isToolFailure, toolText } from "../../tool-text.js";
import { firstText, firstValue, isObject } from "../../shape.js";
import { type Content, callContent, noContent } from "../message.js";
import { blockType } from "./text-blocks.js";

const callTypes = new Set([
  "tool_use",
  "server_tool_use",
  "mcp_tool_use",
  "tool_call",
  "tool-call",
  "function_call",
  "custom_tool_call",
  "mcp_call",
  "function",
  "builtin-tool-call",
]);
const resultTypes = new Set([
  "tool_result",
  "mcp_tool_result",
  "tool-result",
  "tool_call_response",
  "function_call_output",
  "custom_tool_call_output",
  "tool-return",
  "tool_response",
  "builtin-tool-return",
  "web_search_tool_result",
  "code_execution_tool_result",
]);

/** Reads a block in which a model asks for a tool, or a tool answers. */
export function readToolBlock(block: JsonObject): Content | undefined {
  const type = blockType(block);
  if (type === undefined) return readUntypedBlock(block);
  if (callTypes.has(type)) return readCall(block);
  if (resultTypes.has(type)) return resultContent(block, resultOf(block));
  if (type.startsWith("tool-") || type === "dynamic-tool") return readInvocation(block, type);
  return undefined;
}

/**
 * Reads one entry of a list of tool calls, whatever API it comes from:
 * `{id, function: {name, arguments}}`, `{name, args}`, `{toolName, input}`, `{tool_name, args}`.
 */
export function readCall(entry: JsonObject): Content | undefined {
  const wrapped = firstValue(entry, "function", "tool_call", "functionCall", "function_call");
  const call = isObject(wrapped) ? wrapped : entry;
  const inner = isObject(call["function"]) ? call["function"] : call;
  const name = firstText(inner, "name", "toolName", "tool_name");
  if (name === undefined) return undefined;
  const args = firstValue(
    inner,
    "arguments",
    "args",
    "input",
    "parameters",
    "tool_args",
    "tool_input",
    "toolInput",
  );
  return callContent(name, args, callId(entry) ?? callId(call));
}

/** The content of a tool's answer, shown and connected to its call. */
export function resultContent(block: JsonObject, value: Json | undefined): Content {
  const text = toolText(value ?? null);
  const id = callId(block);
  const name = firstText(block, "name", "toolName", "tool_name");
  return {
    ...noContent,
    parts: [{ kind: "text", text, markdown: false }],
    results: [
      {
        text,
        failed: isToolFailure(block),
        ...(id === undefined ? {} : { callId: id }),
        ...(name === undefined ? {} : { name }),
      },
    ],
  };
}

function readUntypedBlock(block: JsonObject): Content | undefined {
  const call = firstValue(
    block,
    "function_call",
    "functionCall",
    "toolUse",
    "tool_use",
    "tool_call",
  );
  if (isObject(call)) return readCall(call);
  const result = firstValue(
    block,
    "function_response",
    "functionResponse",
    "toolResult",
    "tool_result",
    "tool_response",
  );
  return isObject(result) ? resultContent(result, resultOf(result)) : undefined;
}

/** A tool part of the Vercel AI SDK's interface messages: call and result in one. */
function readInvocation(block: JsonObject, type: string): Content | undefined {
  if (block["input"] === undefined && block["output"] === undefined) return undefined;
  const name = firstText(block, "toolName") ?? type.slice("tool-".length);
  const call = callContent(name, block["input"], callId(block));
  const output = firstValue(block, "output", "errorText");
  if (output === undefined) return call;
  const result = resultContent({ ...block, name }, output);
  return { ...call, results: result.results };
}

function callId(block: JsonObject): string | undefined {
  return firstText(
    block,
    "tool_use_id",
    "toolUseId",
    "tool_call_id",
    "toolCallId",
    "call_id",
    "callId",
    "id",
  );
}

function resultOf(block: JsonObject): Json | undefined {
  const value = firstValue(block, "output", "content", "response", "result");
  // The Vercel AI SDK names the type of an output beside its value.
  if (isObject(value) && value["value"] !== undefined && typeof value["type"] === "string") {
    return value["value"];
  }
  return value;
}
