import type { Json, JsonObject } from "@labeldesk/core";
import { withoutInlineBytes } from "./inline-bytes.js";
import { compactJson, scalarText } from "./json-text.js";
import { firstText, isList, isObject } from "./shape.js";

/** What a tool gave back, as text: texts as they are, texts in content blocks joined, all else as JSON on one line. */
export function toolText(value: Json): string {
  if (typeof value === "string") return withoutInlineBytes(value);
  if (isList(value)) return blockTexts(value) ?? compactJson(value);
  if (!isObject(value)) return scalarText(value);
  const wrapped = messageContent(value);
  return wrapped === undefined ? compactJson(value) : toolText(wrapped);
}

/** Whether a tool's answer says of itself that it failed. */
export function isToolFailure(block: JsonObject): boolean {
  return (
    block["is_error"] === true ||
    block["isError"] === true ||
    block["status"] === "error" ||
    block["state"] === "output-error"
  );
}

/** The content of a result that is wrapped like a message: `{type: "tool", content}`, MCP's `{content: […]}`. */
function messageContent(value: JsonObject): Json | undefined {
  const content = value["content"];
  if (content === undefined) return undefined;
  const isToolMessage = value["type"] === "tool" || value["role"] === "tool";
  const isMcp = isList(content) && ("isError" in value || Object.keys(value).length === 1);
  return isToolMessage || (isMcp && blockTexts(content) !== undefined) ? content : undefined;
}

function blockTexts(blocks: readonly Json[]): string | undefined {
  if (blocks.length === 0) return undefined;
  const texts: string[] = [];
  for (const block of blocks) {
    const text = isObject(block) ? blockText(block) : undefined;
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return texts.join("\n");
}

/** The text of a block that holds nothing else: `{type: "text", text}`, Bedrock's `{text}` and `{json}`. */
function blockText(block: JsonObject): string | undefined {
  if (block["type"] !== undefined && block["type"] !== "text") return undefined;
  if (block["type"] === undefined && Object.keys(block).length !== 1) return undefined;
  const text = firstText(block, "text");
  if (text !== undefined) return withoutInlineBytes(text);
  return block["json"] === undefined ? undefined : compactJson(block["json"]);
}
