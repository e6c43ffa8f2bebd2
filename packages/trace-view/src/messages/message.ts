import type { Json, JsonObject } from "@labeldesk/core";
import { compactJson } from "../json-text.js";
import { decoded } from "../shape.js";
import { withoutInlineBytes } from "../inline-bytes.js";
import type { Part, Role, Turn } from "../trace-view.js";

/** A turn as read, with what connects it to other turns. */
export interface Message extends Turn {
  readonly calls: readonly ToolCall[];
  readonly results: readonly ToolResult[];
  /** What the model thought before it spoke: not part of the answer. */
  readonly thoughts: readonly string[];
}

/** A tool that the model asked for. */
export interface ToolCall {
  readonly id?: string;
  readonly name: string;
  readonly argumentsText: string;
}

/** What a tool gave back. */
export interface ToolResult {
  readonly callId?: string;
  readonly name?: string;
  readonly text: string;
  readonly failed: boolean;
}

/** What a value says, read as messages. */
export interface Reading {
  /** `choices`: every message is one alternative answer. */
  readonly kind: "conversation" | "choices";
  readonly messages: readonly Message[];
  /** What stood beside the messages and is no parameter of the call. */
  readonly extras?: JsonObject;
}

/** Reads a value of one family of shapes; `undefined` when it is not of that family. */
export type Reader = (value: Json) => Reading | undefined;

/** What the content of a message consists of. */
export interface Content {
  readonly parts: readonly Part[];
  readonly calls: readonly ToolCall[];
  readonly results: readonly ToolResult[];
  readonly thoughts: readonly string[];
}

/** No content. */
export const noContent: Content = { parts: [], calls: [], results: [], thoughts: [] };

/** A message of some content. */
export function messageOf(role: Role, content: Content, name?: string | null): Message {
  return { role, ...(name ? { name } : {}), ...content };
}

/** A message of one text. */
export function textMessage(role: Role, text: string): Message {
  return messageOf(role, { ...noContent, parts: [textPart(text, role)] });
}

/** A text part: what a person typed is taken literally, what a model wrote may be Markdown. */
export function textPart(text: string, role: Role): Part {
  const markdown = role === "assistant" || role === "system" || role === "output";
  return { kind: "text", text: withoutInlineBytes(text), markdown };
}

/** Several pieces of content as one. */
export function joinContent(pieces: readonly Content[]): Content {
  return {
    parts: pieces.flatMap((piece) => piece.parts),
    calls: pieces.flatMap((piece) => piece.calls),
    results: pieces.flatMap((piece) => piece.results),
    thoughts: pieces.flatMap((piece) => piece.thoughts),
  };
}

/** Content that is one tool call. */
export function callContent(name: string, args: Json | undefined, id?: string): Content {
  const argumentsText = argumentText(args);
  return {
    ...noContent,
    parts: [{ kind: "toolCall", name, argumentsText }],
    calls: [{ name, argumentsText, ...(id === undefined ? {} : { id }) }],
  };
}

/** The arguments of a call as one line; a text that holds JSON is that JSON. */
export function argumentText(args: Json | undefined): string {
  if (args === undefined || args === null) return "{}";
  const value = decoded(args);
  return typeof value === "string" ? withoutInlineBytes(value) : compactJson(value);
}

/** Puts neighbouring messages of the assistant together: some APIs answer in several items. */
export function joinNeighbours(messages: readonly Message[]): Message[] {
  const joined: Message[] = [];
  for (const message of messages) {
    const last = joined.at(-1);
    if (last?.role === "assistant" && message.role === "assistant" && last.name === message.name) {
      joined[joined.length - 1] = messageOf("assistant", joinContent([last, message]), last.name);
    } else {
      joined.push(message);
    }
  }
  return joined;
}

/** The turn without what only the reader needs. */
export function turnOf(message: Message): Turn {
  return {
    role: message.role,
    ...(message.name === undefined ? {} : { name: message.name }),
    parts: message.parts,
  };
}
