/** Keys whose values nobody reads. */
const NOT_TEXT = new Set([
  "type",
  "block_id",
  "action_id",
  "style",
  "value",
  "callback_id",
  "private_metadata",
  "language",
]);

/** All characters that people can read in a payload, addresses and prefilled values included: what Slack's message limit counts, and a little more. */
export function countBlockText(payload: unknown): number {
  if (typeof payload === "string") return payload.length;
  if (Array.isArray(payload))
    return payload.reduce<number>((sum, part) => sum + countBlockText(part), 0);
  if (typeof payload !== "object" || payload === null) return 0;
  let sum = 0;
  for (const [key, part] of Object.entries(payload))
    if (!(NOT_TEXT.has(key) && typeof part === "string")) sum += countBlockText(part);
  return sum;
}

/** Bytes of the JSON text. */
export function countBytes(payload: unknown): number {
  return new TextEncoder().encode(JSON.stringify(payload)).byteLength;
}
