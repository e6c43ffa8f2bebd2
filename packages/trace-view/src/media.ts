import type { Json, JsonObject } from "@labeldesk/core";
import { dataUriType, looksLikeBase64, mediaType } from "./inline-bytes.js";
import { firstText, firstValue, isObject } from "./shape.js";
import type { Media, Part } from "./trace-view.js";

const typesByExtension: Readonly<Record<string, string>> = {
  apng: "image/apng",
  avif: "image/avif",
  gif: "image/gif",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  png: "image/png",
  svg: "image/svg+xml",
  webp: "image/webp",
  mp3: "audio/mpeg",
  wav: "audio/wav",
  ogg: "audio/ogg",
  flac: "audio/flac",
  m4a: "audio/mp4",
  mp4: "video/mp4",
  mov: "video/quicktime",
  webm: "video/webm",
  pdf: "application/pdf",
};

/** What is known about a medium beside its address. */
export interface MediaHints {
  readonly type?: Media["type"];
  readonly mimeType?: string | undefined;
  readonly name?: string | undefined;
}

/**
 * The medium that a text stands for: a data URI, the reference of an MLflow attachment, an address that ends like a
 * file of pictures, sound or film. `undefined` for any other text.
 */
export function mediaFromText(text: string, hints: MediaHints = {}): Media | undefined {
  const inline = dataUriType(text);
  if (inline !== undefined)
    return media(undefined, { ...hints, mimeType: hints.mimeType ?? inline });
  if (text.startsWith("mlflow-attachment://")) return attachment(text, hints);
  if (/^(?:https?|s3|gs):\/\/\S+$/.test(text)) {
    const mimeType = typeOfAddress(text);
    return mimeType === undefined
      ? undefined
      : media(text, { ...hints, mimeType: hints.mimeType ?? mimeType });
  }
  return looksLikeBase64(text) ? media(undefined, hints) : undefined;
}

/** The medium behind the address or the bytes of a content block, where the block itself says that it is one. */
export function mediaFromSource(source: Json | undefined, hints: MediaHints): Media {
  if (typeof source === "string") {
    const known = mediaFromText(source, hints);
    return known ?? media(hasScheme(source) ? source : undefined, hints);
  }
  return isObject(source) ? mediaFromObject(source, hints) : media(undefined, hints);
}

/** A part that shows a medium. */
export function mediaPart(shown: Media): Part {
  return { kind: "media", media: shown };
}

function mediaFromObject(source: JsonObject, hints: MediaHints): Media {
  const mimeType =
    hints.mimeType ?? firstText(source, "media_type", "mime_type", "mimeType", "mediaType");
  const name = hints.name ?? firstText(source, "display_name", "displayName", "filename", "name");
  const address = firstText(
    source,
    "url",
    "uri",
    "file_uri",
    "fileUri",
    "file_url",
    "image_url",
    "file_id",
  );
  const bytes = firstText(source, "data", "bytes", "file_data");
  const nested = firstValue(
    source,
    "s3Location",
    "s3_location",
    "source",
    "file",
    "image_url",
    "image",
    "url",
  );
  const known = { ...hints, mimeType, name };
  if (address !== undefined) return mediaFromAddress(address, known);
  if (bytes !== undefined) return mediaFromSource(bytes, known);
  return isObject(nested) ? mediaFromObject(nested, known) : media(undefined, known);
}

function attachment(text: string, hints: MediaHints): Media {
  const query = text.indexOf("?");
  const parameters = new URLSearchParams(query < 0 ? "" : text.slice(query + 1));
  return media(text, { ...hints, mimeType: parameters.get("content_type") ?? hints.mimeType });
}

function media(reference: string | undefined, hints: MediaHints): Media {
  return {
    type: hints.type ?? mediaType(hints.mimeType),
    ...(reference === undefined ? {} : { reference }),
    ...(hints.mimeType === undefined ? {} : { mimeType: hints.mimeType }),
    ...(hints.name === undefined ? {} : { name: hints.name }),
  };
}

function typeOfAddress(address: string): string | undefined {
  const path = address.split(/[?#]/, 1)[0] ?? "";
  const extension = /\.([a-z0-9]{2,5})$/i.exec(path)?.[1];
  return extension === undefined ? undefined : typesByExtension[extension.toLowerCase()];
}

function mediaFromAddress(address: string, hints: MediaHints): Media {
  return mediaFromText(address, hints) ?? media(address, hints);
}

function hasScheme(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
}
