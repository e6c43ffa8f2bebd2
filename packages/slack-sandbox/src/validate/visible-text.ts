/** The keys whose strings a reader sees; everything else is an id, an address or a setting. */
const VISIBLE = new Set(["text", "title", "alt_text", "caption", "fallback", "initial_value"]);

/** How many UTF-16 code units of text a reader of these blocks could see. */
export function visibleTextLength(value: unknown, key = ""): number {
  if (typeof value === "string") return VISIBLE.has(key) ? value.length : 0;
  if (Array.isArray(value)) {
    return value.reduce<number>((sum, item) => sum + visibleTextLength(item, key), 0);
  }
  if (typeof value !== "object" || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [name, item]) => sum + visibleTextLength(item, name),
    0,
  );
}
