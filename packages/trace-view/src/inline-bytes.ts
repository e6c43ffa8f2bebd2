import type { Media } from "./trace-view.js";

/** A data URI (RFC 2397) with base64 content. */
const dataUri = /data:([\w.+-]+\/[\w.+-]+)?(?:;[\w.+-]+=[\w.+-]+)*;base64,([A-Za-z0-9+/_=-]*)/g;
const wholeDataUri = /^data:([\w.+-]+\/[\w.+-]+)?(?:;[\w.+-]+=[\w.+-]+)*(?:;base64)?,[^\s]*$/;

/** Shorter texts that look like base64 are as likely names, keys or hashes, which a person may want to read. */
const minBase64Chars = 512;
const base64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/** Replaces inline bytes within a text by a note of what and how much was there. */
export function withoutInlineBytes(text: string): string {
  if (looksLikeBase64(text)) return note(undefined, text);
  if (!text.includes(";base64,")) return text;
  return text.replaceAll(dataUri, (_uri, mimeType: string | undefined, bytes: string) =>
    note(mimeType, bytes),
  );
}

/** The MIME type of a text that is a data URI as a whole; `undefined` for any other text. */
export function dataUriType(text: string): string | undefined {
  if (!text.startsWith("data:")) return undefined;
  const match = wholeDataUri.exec(text);
  return match ? (match[1] ?? "text/plain") : undefined;
}

/** Whether a text is most likely bytes: long, base64 throughout, and as mixed as bytes are. */
export function looksLikeBase64(text: string): boolean {
  return (
    text.length >= minBase64Chars &&
    base64.test(text) &&
    /[a-z]/.test(text) &&
    /[A-Z]/.test(text) &&
    /\d/.test(text)
  );
}

/** The kind of media that a MIME type names. */
export function mediaType(mimeType: string | undefined): Media["type"] {
  const kind = mimeType?.split("/")[0];
  return kind === "image" || kind === "audio" || kind === "video" ? kind : "file";
}

function note(mimeType: string | undefined, bytes: string): string {
  const size = Math.floor((bytes.length * 3) / 4);
  return `[${mimeType ?? "data"}, ${size.toLocaleString("en")} bytes, not shown]`;
}
