/** Reading payloads whose shape a test must not trust. */
export type Fields = Readonly<Record<string, unknown>>;

/** An object's fields; none for anything else. */
export function fields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** An array's entries; none for anything else. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text; empty for anything else. */
export function word(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Every object in a payload. */
export function everyObject(node: unknown): readonly Fields[] {
  if (Array.isArray(node)) return node.flatMap(everyObject);
  return isFields(node) ? [node, ...Object.values(node).flatMap(everyObject)] : [];
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
