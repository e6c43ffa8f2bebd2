import type { Json, JsonObject } from "@labeldesk/core";
import { mediaFromSource, mediaPart, type MediaHints } from "../../media.js";
import { firstText, firstValue, isObject } from "../../shape.js";
import type { Media, Role } from "../../trace-view.js";
import { type Content, joinContent, noContent, textPart } from "../message.js";
import { blockType } from "./text-blocks.js";

type MediaType = Media["type"];

/** What the `type` of a block says it carries, over all APIs that name it so. */
const typesByName: Readonly<Record<string, MediaType>> = {
  image: "image",
  image_url: "image",
  input_image: "image",
  output_image: "image",
  "image-url": "image",
  image_file: "image",
  audio: "audio",
  input_audio: "audio",
  output_audio: "audio",
  audio_url: "audio",
  "audio-url": "audio",
  video: "video",
  video_url: "video",
  input_video: "video",
  "video-url": "video",
  file: "file",
  input_file: "file",
  document: "file",
  "document-url": "file",
  binary: "file",
  media: "file",
  blob: "file",
  uri: "file",
  image_generation_call: "image",
};

/** Names whose value carries a medium in blocks that have no `type` (Gemini, Bedrock). */
const typesByKey: readonly (readonly [name: string, type: MediaType | undefined])[] = [
  ["inline_data", undefined],
  ["inlineData", undefined],
  ["file_data", undefined],
  ["fileData", undefined],
  ["image", "image"],
  ["image_url", "image"],
  ["video", "video"],
  ["audio", "audio"],
  ["document", "file"],
];

/** Where a block with a `type` keeps the address or the bytes. */
const sourceNames = [
  "image_url",
  "imageUrl",
  "audio_url",
  "video_url",
  "source",
  "input_audio",
  "audio",
  "image",
  "video",
  "file",
  "file_data",
  "file_url",
  "file_id",
  "url",
  "uri",
  "path",
  "result",
  "content",
  "data",
  "b64_json",
] as const;

/** Reads a block that carries a picture, sound, film or file. */
export function readMediaBlock(block: JsonObject, role: Role): Content | undefined {
  const type = blockType(block);
  if (type === undefined) return readUntypedBlock(block);
  const media = Object.hasOwn(typesByName, type) ? typesByName[type] : undefined;
  if (media === undefined) return undefined;
  const source = firstValue(block, ...sourceNames);
  const text = documentText(source, role);
  if (text) return text;
  return mediaContent(source ?? block, hintsOf(block, source, media));
}

function readUntypedBlock(block: JsonObject): Content | undefined {
  for (const [name, type] of typesByKey) {
    const source = block[name];
    if (isObject(source)) return mediaContent(source, hintsOf(source, source, type ?? "file"));
  }
  return undefined;
}

function mediaContent(source: Json, hints: MediaHints): Content {
  return { ...noContent, parts: [mediaPart(mediaFromSource(source, hints))] };
}

/** The type that the block names, unless it only says "file" and the MIME type knows better. */
function hintsOf(block: JsonObject, source: Json | undefined, type: MediaType): MediaHints {
  const inner = isObject(source) ? source : {};
  const names = ["mime_type", "mimeType", "media_type", "mediaType", "image_mimetype"] as const;
  const format = firstText(inner, "format") ?? firstText(block, "format", "output_format");
  const mimeType =
    firstText(block, ...names) ??
    firstText(inner, ...names) ??
    (format && type !== "file" ? `${type}/${format}` : undefined);
  const name =
    firstText(block, "filename", "name", "title") ?? firstText(inner, "filename", "name");
  return {
    ...(type === "file" ? {} : { type }),
    ...(mimeType === undefined ? {} : { mimeType }),
    ...(name === undefined ? {} : { name }),
  };
}

/** A document given as plain text (Anthropic's `source: {type: "text", data}` and `{type: "content"}`). */
function documentText(source: Json | undefined, role: Role): Content | undefined {
  if (!isObject(source)) return undefined;
  if (source["type"] === "text" && typeof source["data"] === "string") {
    return { ...noContent, parts: [textPart(source["data"], role)] };
  }
  if (source["type"] !== "content" || !Array.isArray(source["content"])) return undefined;
  const texts = source["content"].flatMap((item: Json) =>
    isObject(item) ? (firstText(item, "text") ?? []) : [],
  );
  return joinContent(texts.map((text) => ({ ...noContent, parts: [textPart(text, role)] })));
}
