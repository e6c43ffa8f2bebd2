import type { Json, JsonObject } from "@labeldesk/core";
import { mediaFromText, mediaPart } from "../media.js";
import { compactJson, prettyJson, scalarText } from "../json-text.js";
import { isList, isNothing, isObject } from "../shape.js";
import type { Role } from "../trace-view.js";
import { readMediaBlock } from "./blocks/media-blocks.js";
import { readCodeBlock, readTextBlock } from "./blocks/text-blocks.js";
import { readToolBlock } from "./blocks/tool-blocks.js";
import { type Content, joinContent, noContent, textPart } from "./message.js";

/** Reads the content of a message: a text, one block, or a list of texts and blocks of any API. */
export function readContent(content: Json | undefined, role: Role): Content {
  if (isNothing(content)) return noContent;
  if (typeof content === "string") return stringContent(content, role);
  if (isList(content)) return joinContent(content.map((block) => readContent(block, role)));
  if (isObject(content)) return readBlock(content, role) ?? unknownBlock(content);
  return { ...noContent, parts: [textPart(scalarText(content), role)] };
}

/** Reads a block of a known shape. */
export function readBlock(block: JsonObject, role: Role): Content | undefined {
  const unwrapped = block["message_content"];
  if (isObject(unwrapped)) return readContent(unwrapped, role);
  return (
    readTextBlock(block, role) ??
    readToolBlock(block) ??
    readCodeBlock(block) ??
    readMediaBlock(block, role)
  );
}

function stringContent(content: string, role: Role): Content {
  const media = mediaFromText(content);
  const inline = media && !/^https?:/.test(content) ? media : undefined;
  return { ...noContent, parts: [inline ? mediaPart(inline) : textPart(content, role)] };
}

/** A block that no reader knows is shown whole: better odd than gone. */
function unknownBlock(block: JsonObject): Content {
  if (Object.keys(block).length === 0) return noContent;
  const text = compactJson(block);
  return {
    ...noContent,
    parts: [{ kind: "json", text: text.length > 80 ? prettyJson(block) : text }],
  };
}
