import type { Json } from "@labeldesk/core";
import { decoded, isList, isObject } from "../shape.js";
import { readChatMessage } from "./chat-message.js";
import { readLangchainMessage } from "./langchain-message.js";
import type { Message } from "./message.js";
import { readPydanticMessage } from "./pydantic-ai-message.js";
import { readResponseItem } from "./response-item.js";

/** Reads one message of any API; one of Pydantic AI holds several turns. */
export function readMessage(value: Json): readonly Message[] | undefined {
  const unwrapped = isObject(value) && isObject(value["message"]) ? value["message"] : value;
  const several = readPydanticMessage(unwrapped);
  if (several) return several;
  const one =
    (isObject(unwrapped) ? readChatMessage(unwrapped) : undefined) ??
    readLangchainMessage(unwrapped) ??
    readResponseItem(unwrapped);
  return one === undefined ? undefined : [one];
}

/** Reads a list in which everything is a message; a list of one such list is that list. */
export function readMessageList(value: Json | undefined): readonly Message[] | undefined {
  const list = value === undefined ? undefined : decoded(value);
  if (!isList(list) || list.length === 0) return undefined;
  const first = list[0];
  if (list.length === 1 && isList(first) && isObject(first[0])) return readMessageList(first);
  const messages: Message[] = [];
  for (const item of list) {
    const read = readMessage(item);
    if (read === undefined) return undefined;
    messages.push(...read);
  }
  return messages;
}
