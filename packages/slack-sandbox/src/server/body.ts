import { isObject } from "../loose.js";
import type { IncomingMessage } from "node:http";

/** More than any file that a test or a trace needs. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The bytes of a request. Breaks the connection when there are too many. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error(`a request has more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The fields of a request, whichever way they are written: JSON, a form, or a form with files. */
export async function readFields(
  request: IncomingMessage,
): Promise<Readonly<Record<string, unknown>>> {
  const body = await readBody(request);
  const type = contentType(request);
  if (type === "application/json") return objectOf(parseJson(body.toString("utf8")));
  if (type === "multipart/form-data") return Object.fromEntries(await formData(request, body));
  return Object.fromEntries(new URLSearchParams(body.toString("utf8")));
}

/** The file that a request brings: the body itself, or the first part of a form. */
export async function readFile(request: IncomingMessage): Promise<Buffer> {
  const body = await readBody(request);
  if (contentType(request) !== "multipart/form-data") return body;
  const [part] = [...(await formData(request, body)).values()];
  if (part === undefined) return Buffer.alloc(0);
  return typeof part === "string" ? Buffer.from(part) : Buffer.from(await part.arrayBuffer());
}

/** JSON, or undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The media type of a request without its parameters. */
export function contentType(request: IncomingMessage): string {
  return (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

function formData(request: IncomingMessage, body: Buffer): Promise<FormData> {
  const headers = { "content-type": request.headers["content-type"] ?? "" };
  return new Response(new Uint8Array(body), { headers }).formData();
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}
