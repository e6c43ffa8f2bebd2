/**
 * Reading Block Kit as it came over the wire: every field may be missing or of another type, and a wrong one reads as
 * absent, so that a block the page does not understand can never break the page.
 */

/** A JSON object of unknown shape. */
export type Wire = Readonly<Record<string, unknown>>;

/** The value as a JSON object, or undefined when it is anything else. */
export function asWire(value: unknown): Wire | undefined {
  return isWire(value) ? value : undefined;
}

/** The field as a string, or undefined. */
export function readString(wire: Wire, field: string): string | undefined {
  const value = wire[field];
  return typeof value === "string" ? value : undefined;
}

/** The field as a finite number, or undefined. */
export function readNumber(wire: Wire, field: string): number | undefined {
  const value = wire[field];
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** True only when the field is `true`. */
export function readFlag(wire: Wire, field: string): boolean {
  return wire[field] === true;
}

/** The field as a JSON object, or undefined. */
export function readWire(wire: Wire, field: string): Wire | undefined {
  return asWire(wire[field]);
}

/** The objects in the field's list; anything else in it is left out. */
export function readWires(wire: Wire, field: string): readonly Wire[] {
  const value = wire[field];
  return Array.isArray(value) ? value.filter(isWire) : [];
}

/** The strings in the field's list. */
export function readStrings(wire: Wire, field: string): readonly string[] {
  const value = wire[field];
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}

/** The `text` of a text object held in the field, such as a label or a title. */
export function readText(wire: Wire, field: string): string | undefined {
  const held = readWire(wire, field);
  return held === undefined ? undefined : readString(held, "text");
}

/** What kind of block, element or rich-text part this is; empty when it does not say. */
export function typeOf(wire: Wire): string {
  return readString(wire, "type") ?? "";
}

function isWire(value: unknown): value is Wire {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
