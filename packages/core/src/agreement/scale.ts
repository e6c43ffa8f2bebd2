import type { AnswerValue } from "../answer.js";
import { LabelingError } from "../errors.js";
import { createValueCodes } from "./value-codes.js";

/**
 * What makes two values differ, and how much.
 *
 * - `nominal`: different is different.
 * - `ordinal`: by how many ratings lie between them. `order` lists the values from one end to the other; without it
 *   numbers go up and `false` comes before `true`, and texts are refused.
 * - `interval`: by the square of the difference of two numbers.
 * - `ratio`: by the square of the difference in relation to the sum; for numbers from 0 on.
 * - `set`: by the overlap of two lists, order and repetition aside; see {@link SetDistance}, default `masi`.
 */
export type Scale =
  | { readonly kind: "nominal" }
  | { readonly kind: "ordinal"; readonly order?: readonly AnswerValue[] | undefined }
  | { readonly kind: "interval" }
  | { readonly kind: "ratio" }
  | { readonly kind: "set"; readonly distance?: SetDistance | undefined };

/**
 * How far two sets are apart, from 0 (equal) to 1 (nothing in common).
 *
 * - `jaccard`: the share of the union that is not in the intersection.
 * - `masi`: 1 minus Jaccard's similarity times a weight: 1 for equal sets, 2/3 when one contains the other, 1/3 when
 *   they overlap, 0 when they do not. R. Passonneau, "Measuring Agreement on Set-valued Items (MASI) for Semantic and
 *   Pragmatic Annotation", LREC 2006, made for Krippendorff's alpha and used there as it is, not squared.
 */
export type SetDistance = "jaccard" | "masi";

/**
 * The place of each value in `order`; without `order`, among the values themselves.
 *
 * @throws {LabelingError} INVALID_ARGUMENT when `order` repeats a value or lacks one of `values`, or when there is no
 * `order` and the values are neither all numbers nor all booleans
 */
export function placesInOrder(
  values: readonly AnswerValue[],
  order: readonly AnswerValue[] = naturalOrder(values),
): readonly number[] {
  const codes = createValueCodes();
  for (const value of order) codes.codeOf(value);
  if (codes.values.length < order.length) {
    throw new LabelingError(
      "INVALID_ARGUMENT",
      `The order ${JSON.stringify(order)} names a value twice; name each value once.`,
    );
  }
  return values.map((value) => codes.find(value) ?? refuseUnordered(value, order));
}

/** @throws {LabelingError} INVALID_ARGUMENT when a value is not a number */
export function numbersOf(values: readonly AnswerValue[], scale: Scale["kind"]): readonly number[] {
  return values.map((value) =>
    typeof value === "number" ? value : refuseKind(value, scale, "numbers"),
  );
}

/** @throws {LabelingError} INVALID_ARGUMENT when a value is not a list */
export function setsOf(values: readonly AnswerValue[]): readonly ReadonlySet<string>[] {
  return values.map((value) =>
    typeof value === "object" ? new Set(value) : refuseKind(value, "set", "lists of texts"),
  );
}

/** How far two sets are apart by the named distance. Two empty sets are equal. */
export function setDistance(
  name: SetDistance,
  a: ReadonlySet<string>,
  b: ReadonlySet<string>,
): number {
  let common = 0;
  for (const text of a) common += b.has(text) ? 1 : 0;
  const union = a.size + b.size - common;
  if (common === union) return 0;
  const jaccard = common / union;
  switch (name) {
    case "jaccard":
      return 1 - jaccard;
    case "masi":
      return 1 - (jaccard * (common === Math.min(a.size, b.size) ? 2 : 1)) / 3;
  }
}

function naturalOrder(values: readonly AnswerValue[]): readonly AnswerValue[] {
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.length === values.length) return numbers.toSorted((a, b) => a - b);
  if (values.every((value) => typeof value === "boolean")) return [false, true];
  throw new LabelingError(
    "INVALID_ARGUMENT",
    "Only numbers and booleans have an order of their own; give the order of the values.",
  );
}

function refuseUnordered(value: AnswerValue, order: readonly AnswerValue[]): never {
  throw new LabelingError(
    "INVALID_ARGUMENT",
    `The rating ${JSON.stringify(value)} is not in the order ${JSON.stringify(order)}; leave it out or name its place.`,
  );
}

function refuseKind(value: AnswerValue, scale: Scale["kind"], wanted: string): never {
  throw new LabelingError(
    "INVALID_ARGUMENT",
    `The rating ${JSON.stringify(value)} has no place on the scale "${scale}", which is for ${wanted}.`,
  );
}
