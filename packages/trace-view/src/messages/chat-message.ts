import type { Json, JsonObject } from "@labeldesk/core";
import { mediaFromSource, mediaPart } from "../media.js";
import { firstText, firstValue, isList, isObject, listOf, objectOf } from "../shape.js";
import type { Role } from "../trace-view.js";
import { refusalContent } from "./blocks/text-blocks.js";
import { readCall, resultContent } from "./blocks/tool-blocks.js";
import { readContent } from "./content.js";
import {
  type Content,
  type Message,
  type ToolCall,
  joinContent,
  messageOf,
  noContent,
  textPart,
} from "./message.js";
import { roleOf } from "./roles.js";

/** Where the APIs keep what a message says. */
const contentNames = ["content", "parts", "blocks", "contents", "text"] as const;
/** What a message without content says instead. */
const substitutes = [
  "tool_calls",
  "toolCalls",
  "function_call",
  "refusal",
  "audio",
  "toolInvocations",
] as const;

/**
 * Reads `{role, content}` in the spellings of OpenAI, Anthropic, Bedrock, Gemini, Mistral, Ollama, LlamaIndex, the
 * Vercel AI SDK and OpenTelemetry, which differ in the blocks of the content alone.
 */
export function readChatMessage(value: JsonObject): Message | undefined {
  const role = roleOf(firstText(value, "role"));
  if (role === undefined) return undefined;
  const names = contentNames.filter((name) => value[name] !== undefined);
  if (names.length === 0 && !substitutes.some((name) => value[name] !== undefined))
    return undefined;
  return messageFrom(role, value, firstValue(value, ...contentNames));
}

/** A message of a known role and content, with the calls, the refusal, the sound and the thoughts beside it. */
export function messageFrom(role: Role, value: JsonObject, body: Json | undefined): Message {
  const name = firstText(value, "name") ?? null;
  const content = readContent(body, role);
  if (role === "tool") return toolMessage(value, content, body, name);
  const beside = readBeside(value, role);
  const whole = withoutRepeatedCalls(joinContent([spoken(content, beside), ...beside]));
  const isToolAnswer =
    role === "user" && whole.results.length > 0 && whole.parts.length === whole.results.length;
  return messageOf(isToolAnswer ? "tool" : role, whole, name);
}

/** An empty text beside a call says nothing; alone it is what was said. */
function spoken(content: Content, beside: readonly Content[]): Content {
  if (beside.length === 0) return content;
  const parts = content.parts.filter((part) => part.kind !== "text" || part.text.trim() !== "");
  return { ...content, parts };
}

function toolMessage(
  value: JsonObject,
  content: Content,
  body: Json | undefined,
  name: string | null,
): Message {
  if (content.results.length > 0) return messageOf("tool", content, name);
  return messageOf("tool", resultContent(withoutId(value), body), name);
}

/** The `id` of a tool's message is its own, not that of the call it answers. */
function withoutId(value: JsonObject): JsonObject {
  const { id: _own, ...rest } = value;
  return rest;
}

function readBeside(value: JsonObject, role: Role): Content[] {
  const kwargs = objectOf(value["additional_kwargs"]);
  const pieces: Content[] = [];
  const reasoning =
    firstText(value, "reasoning_content", "reasoning", "thinking") ??
    firstText(kwargs, "reasoning_content");
  if (reasoning) pieces.push({ ...noContent, thoughts: [reasoning] });
  const refusal = firstText(value, "refusal") ?? firstText(kwargs, "refusal");
  if (refusal) pieces.push(refusalContent(refusal));
  if (isObject(value["audio"])) pieces.push(audioContent(value["audio"], role));
  for (const image of listOf(value["images"])) pieces.push(imageContent(image));
  for (const name of ["tool_calls", "toolCalls", "invalid_tool_calls", "toolInvocations"]) {
    pieces.push(...callsOf(value[name]));
  }
  if (pieces.every(({ calls }) => calls.length === 0))
    pieces.push(...callsOf(kwargs["tool_calls"]));
  const legacy = firstValue(value, "function_call") ?? firstValue(kwargs, "function_call");
  if (isObject(legacy)) pieces.push(readCall(legacy) ?? noContent);
  return pieces.filter((piece) => piece !== noContent);
}

function callsOf(list: Json | undefined): Content[] {
  if (!isList(list)) return [];
  return list.flatMap((entry) => (isObject(entry) ? (readCall(entry) ?? []) : []));
}

/** OpenAI's spoken answer: the transcript is what was said. */
function audioContent(audio: JsonObject, role: Role): Content {
  const transcript = firstText(audio, "transcript");
  const media = mediaPart(mediaFromSource(audio, { type: "audio" }));
  return {
    ...noContent,
    parts: transcript ? [textPart(transcript, role), media] : [media],
  };
}

function imageContent(image: Json): Content {
  return { ...noContent, parts: [mediaPart(mediaFromSource(image, { type: "image" }))] };
}

/** Some libraries write a call twice, as a block of the content and beside it. */
function withoutRepeatedCalls(content: Content): Content {
  const seen = new Set<string>();
  const calls: ToolCall[] = [];
  for (const call of content.calls) {
    const key = call.id ?? `${call.name} ${call.argumentsText} ${calls.length}`;
    if (seen.has(key)) continue;
    seen.add(key);
    calls.push(call);
  }
  if (calls.length === content.calls.length) return content;
  const rest = content.parts.filter((part) => part.kind !== "toolCall");
  const shown = calls.map(({ name, argumentsText }) => ({
    kind: "toolCall" as const,
    name,
    argumentsText,
  }));
  return { ...content, parts: [...rest, ...shown], calls };
}
