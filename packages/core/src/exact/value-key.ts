import type { Json } from "../json.js";
import { compareCodePoints } from "./code-point-order.js";
import { pythonFloat } from "./python-float.js";
import { writeJson } from "./write-json.js";

/**
 * A text that is equal for two values exactly when they are the same value: `1` and `1.0` are, the order of an object's
 * names does not count, the order of a list does.
 */
export function valueKey(value: Json): string {
  return writeJson(value, { number: numberKey, compareNames: compareCodePoints, indent: 0 });
}

/** Whether two values are the same, see {@link valueKey}. */
export function sameValue(a: Json, b: Json): boolean {
  return valueKey(a) === valueKey(b);
}

function numberKey(value: number | bigint): string {
  if (typeof value === "bigint") return String(value);
  return Number.isInteger(value) ? String(BigInt(value)) : pythonFloat(value);
}
