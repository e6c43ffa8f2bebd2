import type { Json, JsonObject } from "@labeldesk/core";
import { firstText, firstValue, isList, isObject, listOf, objectOf } from "../shape.js";
import { readChatMessage } from "./chat-message.js";
import { readGemini } from "./gemini.js";
import { type Message, type Reading, joinContent, messageOf, textMessage } from "./message.js";
import { readOpenaiResponses } from "./openai-responses.js";

/** Puts an answer together that was recorded in the pieces in which it was streamed. */
export function readStream(value: Json): Reading | undefined {
  if (!isList(value) || value.length === 0 || !value.every(isObject)) return undefined;
  const chunks = value;
  return (
    readChatChunks(chunks) ??
    readEvents(chunks) ??
    readGeminiChunks(chunks) ??
    readConverseEvents(chunks) ??
    readMessageChunks(chunks)
  );
}

interface Draft {
  content: string;
  refusal: string;
  thought: string;
  readonly calls: Map<number | string, { id?: string; name: string; arguments: string }>;
}

const newDraft = (): Draft => ({ content: "", refusal: "", thought: "", calls: new Map() });

function readChatChunks(chunks: readonly JsonObject[]): Reading | undefined {
  if (
    !chunks.some((chunk) =>
      listOf(chunk["choices"]).some((item) => isObject(item) && "delta" in item),
    )
  ) {
    return undefined;
  }
  const drafts = new Map<Json, Draft>();
  for (const choice of chunks.flatMap((chunk) => listOf(chunk["choices"]))) {
    if (!isObject(choice)) continue;
    const index = choice["index"] ?? 0;
    const draft = drafts.get(index) ?? newDraft();
    drafts.set(index, draft);
    addDelta(draft, objectOf(choice["delta"]));
  }
  return { kind: "choices", messages: [...drafts.values()].map(messageOfDraft) };
}

function addDelta(draft: Draft, delta: JsonObject): void {
  draft.content += firstText(delta, "content") ?? "";
  draft.refusal += firstText(delta, "refusal") ?? "";
  draft.thought += firstText(delta, "reasoning_content", "reasoning") ?? "";
  for (const piece of listOf(delta["tool_calls"])) {
    if (!isObject(piece)) continue;
    const index = piece["index"];
    const wanted = objectOf(piece["function"]);
    addCall(draft, typeof index === "number" ? index : 0, {
      id: firstText(piece, "id"),
      name: firstText(wanted, "name"),
      arguments: firstText(wanted, "arguments"),
    });
  }
}

function addCall(
  draft: Draft,
  index: number | string,
  piece: { id?: string | undefined; name?: string | undefined; arguments?: string | undefined },
): void {
  const call = draft.calls.get(index) ?? { name: "", arguments: "" };
  if (piece.id) call.id = piece.id;
  call.name += piece.name ?? "";
  call.arguments += piece.arguments ?? "";
  draft.calls.set(index, call);
}

function messageOfDraft(draft: Draft): Message {
  const calls: Json[] = [...draft.calls.values()].map((call) => ({ ...call }));
  const message = readChatMessage({
    role: "assistant",
    content: draft.content,
    ...(draft.refusal ? { refusal: draft.refusal } : {}),
    ...(draft.thought ? { reasoning: draft.thought } : {}),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  });
  return message ?? textMessage("assistant", draft.content);
}

/** The typed events of Anthropic and of the Responses API. */
function readEvents(events: readonly JsonObject[]): Reading | undefined {
  const final = events.find(
    (event) =>
      isObject(event["response"]) &&
      isList(event["response"]["output"]) &&
      event["type"] !== "response.created" &&
      event["type"] !== "response.in_progress",
  );
  if (final) return readOpenaiResponses(final["response"] ?? null);
  const draft = newDraft();
  let known = 0;
  for (const event of events) if (addEvent(draft, event)) known += 1;
  return known === 0 ? undefined : { kind: "conversation", messages: [messageOfDraft(draft)] };
}

/** Adds an event of a known type; `false` for any other. */
function addEvent(draft: Draft, event: JsonObject): boolean {
  const type = firstText(event, "type");
  const delta = event["delta"];
  if (typeof delta === "string") {
    if (type === "response.output_text.delta") draft.content += delta;
    else if (type === "response.refusal.delta") draft.refusal += delta;
    else return false;
    return true;
  }
  const index = typeof event["index"] === "number" ? event["index"] : 0;
  if (type === "content_block_start") {
    const block = objectOf(event["content_block"]);
    if (block["type"] === "tool_use")
      addCall(draft, index, { id: firstText(block, "id"), name: firstText(block, "name") });
    else draft.content += firstText(block, "text") ?? "";
    return true;
  }
  if (type !== "content_block_delta" || !isObject(delta)) return false;
  draft.content += firstText(delta, "text") ?? "";
  draft.thought += firstText(delta, "thinking") ?? "";
  const json = firstText(delta, "partial_json");
  if (json !== undefined) addCall(draft, index, { arguments: json });
  return true;
}

function readGeminiChunks(chunks: readonly JsonObject[]): Reading | undefined {
  if (!chunks.some((chunk) => listOf(chunk["candidates"]).length > 0)) return undefined;
  const pieces = chunks.flatMap((chunk) => readGemini(chunk)?.messages[0] ?? []);
  return { kind: "conversation", messages: [joinTexts(pieces)] };
}

/** The events of Bedrock's ConverseStream. */
function readConverseEvents(events: readonly JsonObject[]): Reading | undefined {
  if (!events.some((event) => isObject(event["contentBlockDelta"]))) return undefined;
  const draft = newDraft();
  for (const event of events) {
    const start = objectOf(event["contentBlockStart"]);
    const block = objectOf(event["contentBlockDelta"]);
    const opened = objectOf(objectOf(start["start"])["toolUse"]);
    const delta = objectOf(block["delta"]);
    draft.content += firstText(delta, "text") ?? "";
    const name = firstText(opened, "name");
    if (name)
      addCall(draft, Number(start["contentBlockIndex"] ?? 0), {
        id: firstText(opened, "toolUseId"),
        name,
      });
    const input = firstText(objectOf(delta["toolUse"]), "input");
    if (input) addCall(draft, Number(block["contentBlockIndex"] ?? 0), { arguments: input });
  }
  return { kind: "conversation", messages: [messageOfDraft(draft)] };
}

/** LangChain's `AIMessageChunk`s and Ollama's partial messages. */
function readMessageChunks(chunks: readonly JsonObject[]): Reading | undefined {
  const isChunk = (chunk: JsonObject) =>
    chunk["type"] === "AIMessageChunk" ||
    (isObject(chunk["message"]) && typeof chunk["done"] === "boolean");
  if (!chunks.every(isChunk)) return undefined;
  const pieces = chunks.flatMap((chunk) => {
    const content = firstValue(objectOf(chunk["message"] ?? chunk), "content") ?? null;
    return (
      readChatMessage({ ...objectOf(chunk["message"] ?? chunk), role: "assistant", content }) ?? []
    );
  });
  return { kind: "conversation", messages: [joinTexts(pieces)] };
}

function joinTexts(pieces: readonly Message[]): Message {
  const content = joinContent(pieces);
  const text = content.parts.flatMap((part) => (part.kind === "text" ? [part.text] : [])).join("");
  const others = content.parts.filter((part) => part.kind !== "text");
  const texts = text === "" && others.length > 0 ? [] : textMessage("assistant", text).parts;
  return messageOf("assistant", { ...content, parts: [...texts, ...others] });
}
