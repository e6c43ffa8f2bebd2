/**
 * A text as it is stored: without surrounding spaces, and without what PostgreSQL and UTF-8 cannot hold (the NUL
 * character is dropped, half a surrogate pair becomes the replacement character).
 */
export function cleanText(text: string): string {
  return text
    .replaceAll("\0", "")
    .replaceAll(/\p{Surrogate}/gu, "\uFFFD")
    .trim();
}

/** The lines of a text, cleaned; blank ones are left out. */
export function cleanLines(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(cleanText)
    .filter((line) => line !== "");
}
