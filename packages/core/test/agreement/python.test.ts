/// <reference types="node" />
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ensureStatistics } from "@labeldesk/python-environment";
import type { AnswerValue } from "../../src/answer.js";
import {
  cohenKappa,
  fleissKappa,
  krippendorffAlpha,
  percentAgreement,
  ratingTable,
} from "../../src/agreement/index.js";
import type { Rating, Statistic } from "../../src/agreement/index.js";
import { fromRows } from "./ratings.js";

/** One row per rater, one column per unit; `null` is a gap. */
type Rows = readonly (readonly (number | null)[])[];

/** `categories`: how many there are, when values are their numbers; `null` for measured numbers. */
interface DataSet {
  readonly shape: string;
  readonly rows: Rows;
  readonly categories: number | null;
}

const maybe = z.number().nullable();
const Answers = z.object({
  numbers: z.array(
    z.object({
      isPairable: z.boolean(),
      percent: z.object({ perItem: maybe, pooled: maybe }),
      fleiss: maybe,
      alpha: z.object({ nominal: maybe, ordinal: maybe, interval: maybe, ratio: maybe }),
      kappas: z.array(
        z.object({
          raters: z.tuple([z.int(), z.int()]),
          shared: z.int(),
          none: maybe,
          linear: maybe,
          quadratic: maybe,
        }),
      ),
    }),
  ),
  sets: z.array(z.object({ isPairable: z.boolean(), jaccard: maybe, masi: maybe })),
});

/** How a unit's true value is drawn, and how far off a rater may be. Values are never negative: ratio begins at 0. */
const SHAPES: Readonly<
  Record<
    string,
    { categories?: fc.Arbitrary<number>; value: (categories: number) => fc.Arbitrary<number> }
  >
> = {
  categories: {
    categories: fc.integer({ min: 1, max: 6 }),
    value: (categories) => fc.integer({ min: 0, max: categories - 1 }),
  },
  "skewed categories": {
    categories: fc.integer({ min: 2, max: 6 }),
    value: (categories) =>
      fc.oneof(
        { weight: 12, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: categories - 1 }) },
      ),
  },
  "one value": { categories: fc.constant(4), value: () => fc.constant(2) },
  measurements: { value: () => fc.integer({ min: 0, max: 1e9 }).map((n) => n / 9_999_991) },
  "measurements with ties": { value: () => fc.integer({ min: 0, max: 12 }).map((n) => n / 4) },
  "large numbers close together": {
    value: () => fc.integer({ min: 0, max: 9 }).map((n) => 1e9 + n / 8),
  },
  "milliseconds since 1970": {
    value: () => fc.integer({ min: 0, max: 5 }).map((n) => 1_790_000_000_000 + n),
  },
  "numbers of all magnitudes": {
    value: () => fc.integer({ min: -60, max: 60 }).map((power) => 10 ** (power / 10)),
  },
};

/** Raters say the unit's true value or one of their own; some ratings are missing. */
function rowsOf(value: fc.Arbitrary<number>): fc.Arbitrary<Rows> {
  const shape = fc.record({
    raters: fc.integer({ min: 2, max: 6 }),
    units: fc.integer({ min: 1, max: 40 }),
    gaps: fc.integer({ min: 0, max: 70 }),
    errors: fc.integer({ min: 0, max: 100 }),
  });
  return shape.chain(({ raters, units, gaps, errors }) => {
    const percent = fc.integer({ min: 0, max: 99 });
    const cell = fc.record({ gap: percent, error: percent, own: value });
    const row = fc.array(cell, { minLength: units, maxLength: units });
    return fc
      .tuple(
        fc.array(value, { minLength: units, maxLength: units }),
        fc.array(row, { minLength: raters, maxLength: raters }),
      )
      .map(([truth, rows]) =>
        rows.map((cells) =>
          cells.map(({ gap, error, own }, unit) =>
            gap < gaps ? null : error < errors ? own : (truth[unit] ?? own),
          ),
        ),
      );
  });
}

function dataSets(perShape: number, seed: number): DataSet[] {
  return Object.entries(SHAPES).flatMap(([shape, { categories, value }]) => {
    const arbitrary = (categories ?? fc.constant(null)).chain((count) =>
      rowsOf(value(count ?? 0)).map((rows) => ({ shape, rows, categories: count })),
    );
    return fc.sample(arbitrary, { numRuns: perShape, seed });
  });
}

const OPTIONS = ["a", "b", "c", "d", "e"];

/** The chosen options of a set that is written as bits of a number. */
const optionsOf = (bits: number) => OPTIONS.filter((_, place) => bits & (1 << place));

function ratingsOf(rows: Rows, read: (value: number) => AnswerValue): Rating[] {
  return fromRows(
    rows.map((row) => row.map((value) => (value === null ? undefined : read(value)))),
  );
}

const SEED = 20_260_701;
const numbers = dataSets(90, SEED);
const sets = fc.sample(rowsOf(fc.integer({ min: 0, max: 31 })), { numRuns: 200, seed: SEED });
let reference: Promise<z.infer<typeof Answers>> | undefined;

/** Python's answers, asked for once. Every test fails with the reason where there are none. */
function askPython(): Promise<z.infer<typeof Answers>> {
  reference ??= runPython();
  return reference;
}

async function runPython(): Promise<z.infer<typeof Answers>> {
  const statistics = await ensureStatistics();
  if (statistics.kind === "missing") throw new Error(statistics.reason);
  const run = spawnSync(statistics.python, [join(import.meta.dirname, "reference.py")], {
    input: JSON.stringify({ numbers, sets }),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(`The Python reference failed: ${run.stderr}`);
  return Answers.parse(JSON.parse(run.stdout));
}

/** What Python says: its number, and whether there is anything to compare at all. */
interface Reference {
  readonly value: number | null;
  readonly isPairable: boolean;
}

/**
 * Nothing when both are within 1e-9, or when Python has no number and the statistic is undefined for the right reason;
 * otherwise a line that names the difference.
 */
function difference(what: string, own: Statistic, { value, isPairable }: Reference): string[] {
  const reason = isPairable ? "no-variance" : "no-pairable";
  const isSame =
    own.kind === "value"
      ? value !== null && Math.abs(own.value - value) <= 1e-9
      : value === null && own.reason === reason;
  return isSame ? [] : [`${what}: ${JSON.stringify(own)}, Python: ${value ?? reason}`];
}

type NumbersAnswer = z.infer<typeof Answers>["numbers"][number];
type SetsAnswer = z.infer<typeof Answers>["sets"][number];

// The first time downloads the packages.
describe("agreement statistics", { timeout: 600_000 }, () => {
  /** The differences of all data sets of numbers. */
  const differences = async (of: (set: DataSet, answer: NumbersAnswer, what: string) => string[]) =>
    (await askPython()).numbers.flatMap((answer, place) => {
      const set = numbers[place];
      return set === undefined ? [`answer ${place}`] : of(set, answer, `${set.shape} ${place}`);
    });

  it("are compared on data sets that have a value and on both kinds that have none", async () => {
    const answers = await askPython();
    const count = (isWanted: (answer: NumbersAnswer) => boolean) =>
      answers.numbers.filter(isWanted).length;
    expect(answers.numbers).toHaveLength(numbers.length);
    expect(answers.sets).toHaveLength(sets.length);
    expect(count(({ alpha }) => alpha.nominal !== null)).toBeGreaterThan(400);
    expect(count(({ alpha, isPairable }) => alpha.nominal === null && isPairable)).toBeGreaterThan(
      50,
    );
    expect(count(({ isPairable }) => !isPairable)).toBeGreaterThan(5);
  });

  it.each(["nominal", "ordinal", "interval", "ratio"] as const)(
    "have the alpha of the package krippendorff on the %s scale",
    async (kind) => {
      const found = await differences(({ rows }, { alpha, isPairable }, what) => {
        const own = krippendorffAlpha(ratingsOf(rows, Number), { kind });
        return difference(what, own, { value: alpha[kind], isPairable });
      });
      expect(found).toEqual([]);
    },
  );

  it.each(["nominal", "ordinal"] as const)(
    "have its %s alpha for named categories, in the order that is given",
    async (kind) => {
      const found = await differences(({ rows, categories }, { alpha, isPairable }, what) => {
        if (categories === null) return [];
        const order = Array.from({ length: categories }, (_, n) => `${9 - n}`);
        const ratings = ratingsOf(rows, (value) => order[value] ?? "");
        const own = krippendorffAlpha(ratings, { kind, order });
        return difference(what, own, { value: alpha[kind], isPairable });
      });
      expect(found).toEqual([]);
    },
  );

  it.each(["jaccard", "masi"] as const)(
    "have its alpha on sets by the distance %s",
    async (distance) => {
      const { sets: answers } = await askPython();
      const found = answers.flatMap((answer: SetsAnswer, place) => {
        const ratings = ratingsOf(sets[place] ?? [], optionsOf);
        const own = krippendorffAlpha(ratings, { kind: "set", distance });
        const { isPairable, [distance]: value } = answer;
        return difference(`sets ${place}`, own, { value, isPairable });
      });
      expect(found).toEqual([]);
    },
  );

  it.each(["none", "linear", "quadratic"] as const)(
    "have the kappa of scikit-learn with the weights %s, for every pair of raters",
    async (weights) => {
      const found = await differences(({ rows, categories }, { kappas }, what) => {
        const table = ratingTable(ratingsOf(rows, Number));
        const order = categories === null ? undefined : [...Array(categories).keys()];
        return kappas.flatMap(({ raters: [a, b], shared, [weights]: value }) => {
          const own = cohenKappa(table, `rater ${a}`, `rater ${b}`, weights, order);
          return difference(`${what}, ${a} and ${b}`, own, { value, isPairable: shared > 0 });
        });
      });
      expect(found).toEqual([]);
    },
  );

  it("have the Fleiss' kappa of statsmodels", async () => {
    const found = await differences(({ rows }, { fleiss: value, isPairable }, what) =>
      difference(what, fleissKappa(ratingsOf(rows, Number)), { value, isPairable }),
    );
    expect(found).toEqual([]);
  });

  it.each(["perItem", "pooled"] as const)(
    "have the percentage, %s, that counting pair by pair gives",
    async (kind) => {
      const found = await differences(({ rows }, { percent, isPairable }, what) => {
        const own = percentAgreement(ratingsOf(rows, Number));
        return difference(what, own[kind], { value: percent[kind], isPairable });
      });
      expect(found).toEqual([]);
    },
  );
});
