import { createHash } from "node:crypto";
import { fromTagParts, toTagParts } from "../sessions/tag-parts.js";
import type { RunTag } from "../sessions/tag-parts.js";

const ORDER = "labeldesk.itemOrder";

/** Five characters of six bits: among 10,000 items two that share a code are unlikely, and then only their order is open. */
const CODE_LENGTH = 5;

/** A short code for an item, so that the order of 10,000 items fits into seven tags. */
export function itemCode(itemId: string): string {
  return createHash("sha256").update(itemId).digest("base64url").slice(0, CODE_LENGTH);
}

/** The codes that a text holds, one after the other. */
export function codesOf(text: string): readonly string[] {
  return text.match(new RegExp(`.{${CODE_LENGTH}}`, "g")) ?? [];
}

/**
 * The tags that remember in which order items were added: a review queue knows the millisecond only, which all items
 * of one call share. `undefined` when nothing is new.
 */
export function orderTags(
  tags: ReadonlyMap<string, string>,
  itemIds: readonly string[],
): readonly RunTag[] | undefined {
  const text = fromTagParts(tags, ORDER) ?? "";
  const known = new Set(codesOf(text));
  const added = itemIds.map(itemCode).filter((code) => !known.has(code));
  if (added.length === 0) return undefined;
  const changed = toTagParts(ORDER, text + added.join(""));
  return changed.filter(({ key, value }) => tags.get(key) !== value);
}

/** Compares items by the order in which they were added; those of unknown order come last, by time and id. */
export function byAddition(
  tags: ReadonlyMap<string, string>,
): (
  a: { readonly itemId: string; readonly addedAtMs: number },
  b: { readonly itemId: string; readonly addedAtMs: number },
) => number {
  const codes = codesOf(fromTagParts(tags, ORDER) ?? "");
  const positions = new Map(codes.map((code, index) => [code, index]));
  const positionOf = (itemId: string) => positions.get(itemCode(itemId)) ?? codes.length;
  return (a, b) =>
    positionOf(a.itemId) - positionOf(b.itemId) ||
    a.addedAtMs - b.addedAtMs ||
    (a.itemId < b.itemId ? -1 : 1);
}
