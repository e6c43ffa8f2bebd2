import { krippendorffAlpha, ratingTable, type Rating } from "@labeldesk/core";
import type { BenchCase } from "../bench-case.ts";

const RATERS = 5;
const CATEGORIES = 7;

/** The category that a rater chose, or nothing; the peer computes the same. Every fifth label is a gap. */
function valueOf(unit: number, rater: number): number | undefined {
  if ((unit + rater) % 5 === 0) return undefined;
  const isOff = (unit * 31 + rater * 17) % 11 < 4;
  return (unit + (isOff ? rater : 0)) % CATEGORIES;
}

/** Alpha over a table of labels with gaps. A unit has four labels. */
export const alpha: BenchCase = {
  name: "alpha",
  unit: "labels",
  size: 1_000_000,
  prepare: (size) => {
    const ratings: Rating[] = [];
    for (let unit = 0; ratings.length < size; unit += 1) {
      for (let rater = 0; rater < RATERS; rater += 1) {
        const value = valueOf(unit, rater);
        if (value !== undefined) ratings.push({ unit: `${unit}`, rater: `${rater}`, value });
      }
    }
    return () => {
      // Reading the labels is part of the work; the peer gets its matrix ready-made.
      const table = ratingTable(ratings);
      const nominal = krippendorffAlpha(table, { kind: "nominal" });
      const interval = krippendorffAlpha(table, { kind: "interval" });
      if (nominal.kind === "undefined" || interval.kind === "undefined") {
        throw new Error("The labels vary, and alpha is said to be undefined.");
      }
      return { nominal: nominal.value, interval: interval.value };
    };
  },
  peer: { name: "krippendorff (Python)", script: "alpha.py" },
};
