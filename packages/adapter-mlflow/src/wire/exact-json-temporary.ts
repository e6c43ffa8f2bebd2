import type { ExactJson, Json } from "@labeldesk/core";

const NON_FINITE = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g;

/** Stands in until core's own lands. */
export function parseExactJson(text: string): Json {
  const marked = text.replace(NON_FINITE, (found) =>
    found.startsWith('"') ? found : `{"#non-finite":"${found}"}`,
  );
  return JSON.parse(marked, (_key, value, context?: { source?: string }) => {
    if (typeof value === "object" && value !== null && "#non-finite" in value)
      return Number(value["#non-finite"]);
    const source = context?.source;
    if (typeof value !== "number" || source === undefined) return value;
    return /^-?\d+$/.test(source) && !Number.isSafeInteger(value) ? BigInt(source) : value;
  }) as Json;
}

/** Stands in until core's own lands. */
export function exactJson(text: string): ExactJson {
  return { text, key: text };
}
