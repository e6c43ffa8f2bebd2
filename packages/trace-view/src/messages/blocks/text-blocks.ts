import type { JsonObject } from "@labeldesk/core";
import { firstText, firstValue, isList, isObject } from "../../shape.js";
import type { Role } from "../../trace-view.js";
import { type Content, joinContent, noContent, textPart } from "../message.js";

/** Names under which block shapes say what they are: most say `type`, LlamaIndex and Pydantic AI their own. */
export function blockType(block: JsonObject): string | undefined {
  return firstText(block, "type", "block_type", "part_kind");
}

const textTypes = new Set(["text", "input_text", "output_text", "summary_text", "markdown"]);
const personTypes = new Set(["user-prompt", "system-prompt", "retry-prompt"]);
const thoughtTypes = new Set(["thinking", "reasoning", "redacted_thinking", "redacted_reasoning"]);

/** Reads a block of text, of thought or of refusal. */
export function readTextBlock(block: JsonObject, role: Role): Content | undefined {
  const type = blockType(block);
  if (type === "refusal") return refusalContent(firstText(block, "refusal", "text") ?? "");
  if (type !== undefined && thoughtTypes.has(type)) return thoughtContent(block);
  const reasoning = firstValue(block, "reasoningContent", "reasoning_content");
  if (type === undefined && isObject(reasoning)) return thoughtContent(reasoning);
  const text = textOf(block, type);
  if (text === undefined) return undefined;
  if (block["thought"] === true) return { ...noContent, thoughts: [text] };
  return { ...noContent, parts: [textPart(text, role)] };
}

/** Content that is a refusal. */
export function refusalContent(text: string): Content {
  return { ...noContent, parts: [{ kind: "refusal", text }] };
}

/** Reads code that a model wrote and ran, and what came out of it (Gemini's parts). */
export function readCodeBlock(block: JsonObject): Content | undefined {
  const code = firstValue(block, "executable_code", "executableCode");
  const result = firstValue(block, "code_execution_result", "codeExecutionResult");
  if (!isObject(code) && !isObject(result)) return undefined;
  const pieces: Content[] = [];
  if (isObject(code)) {
    const language = firstText(code, "language")?.toLowerCase();
    const text = firstText(code, "code") ?? "";
    pieces.push({
      ...noContent,
      parts: [{ kind: "code", text, ...(language ? { language } : {}) }],
    });
  }
  if (isObject(result)) {
    const text = firstText(result, "output") ?? "";
    pieces.push({ ...noContent, parts: [{ kind: "code", text }] });
  }
  return joinContent(pieces);
}

function textOf(block: JsonObject, type: string | undefined): string | undefined {
  if (type === undefined) return typeof block["text"] === "string" ? block["text"] : undefined;
  if (textTypes.has(type)) return nestedText(block, "text", "content");
  if (personTypes.has(type)) return firstText(block, "content");
  return undefined;
}

/** A text, or the text in an object: the Assistants API writes `text: {value}`. */
function nestedText(block: JsonObject, ...names: readonly string[]): string | undefined {
  const text = firstText(block, ...names);
  if (text !== undefined) return text;
  const inner = firstValue(block, ...names);
  return isObject(inner) ? firstText(inner, "value", "text") : undefined;
}

/** A thought: a text of its own, or a summary in several texts. What is encrypted stays so. */
function thoughtContent(block: JsonObject): Content {
  const direct = firstText(block, "thinking", "reasoning", "text", "content");
  if (direct) return { ...noContent, thoughts: [direct] };
  const nested = firstValue(block, "reasoningText", "summary", "content");
  const list = isList(nested) ? nested : [nested];
  const thoughts = list.flatMap((item) => (isObject(item) ? (firstText(item, "text") ?? []) : []));
  return { ...noContent, thoughts };
}
