import { parseExactJson, type Json, type JsonObject } from "@labeldesk/core";

/** A payload as it was enqueued. It is kept as text: big integers and rare characters pass through unchanged. */
export function readPayload(text: string): JsonObject {
  const payload = parseExactJson(text);
  if (isObject(payload)) return payload;
  throw new TypeError("a job's payload is not an object");
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
