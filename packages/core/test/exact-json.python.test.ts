/// <reference types="node" />
import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import * as fc from "fast-check";
import { z } from "zod";
import { exactJson } from "../src/exact-json.js";

const python = spawnSync("python3", ["--version"]).error === undefined;

/** Prints, for each line of a JSON list of texts, Python's own key, or null where Python refuses the text. */
const PROGRAM = `
import json, sys

# How deep Python goes is a setting of the process, not a rule of the key.
sys.setrecursionlimit(20_000)

def key(text):
    try:
        return json.dumps(json.loads(text), sort_keys=True)
    except ValueError:
        return None

json.dump([key(text) for text in json.load(sys.stdin)], sys.stdout)
`;

function pythonKeys(texts: readonly string[]): readonly (string | null)[] {
  const run = spawnSync("python3", ["-c", PROGRAM], {
    input: JSON.stringify(texts),
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(`python3 failed: ${run.stderr}`);
  return z.array(z.string().nullable()).parse(JSON.parse(run.stdout));
}

function ownKey(text: string): string | null {
  try {
    return exactJson(text).key;
  } catch {
    return null;
  }
}

const space = fc.constantFrom("", "", "", " ", "\n\t", "\r ");
const digits = fc.string({
  unit: fc.constantFrom(...Array.from("0123456789")),
  minLength: 1,
  maxLength: 40,
});
const writtenNumber = fc
  .tuple(
    fc.constantFrom("", "-"),
    digits.map((text) => text.replace(/^0+(?=.)/, "")),
    fc.option(digits, { nil: undefined }),
    fc.option(fc.tuple(fc.constantFrom("e", "E", "e+", "e-"), fc.integer({ min: 0, max: 330 })), {
      nil: undefined,
    }),
  )
  .map(([sign, whole, fraction, power]) =>
    [sign, whole, fraction === undefined ? "" : `.${fraction}`, power?.join("") ?? ""].join(""),
  );
const unit = fc.constantFrom(
  ...Array.from("aé~\u007f\u2028\uffff\ue000😀€/"),
  ...'\\n \\t \\b \\f \\r \\" \\\\ \\/ \\ud83d \\ude00 \\u00E9 \\u0000 \\uE000'.split(" "),
);
const writtenText = fc.oneof(
  fc.string({ unit }).map((text) => `"${text}"`),
  fc.string({ unit: "binary" }).map((text) => JSON.stringify(text)),
);
const scalar = fc.oneof(
  writtenNumber,
  fc.double().map((value) => (Number.isFinite(value) ? String(value) : "1e999")),
  fc.double({ noDefaultInfinity: true, noNaN: true }).map((value) => value.toExponential()),
  writtenText,
  fc.constantFrom(
    "true",
    "false",
    "null",
    "NaN",
    "Infinity",
    "-Infinity",
    "-0",
    "-0.0",
    "0",
    "1",
    "1.0",
  ),
);
const document = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    scalar,
    fc
      .tuple(space, fc.array(tie("value"), { maxLength: 5 }), space)
      .map(([before, items, after]) => `[${before}${items.join(`${after},${before}`)}${after}]`),
    fc
      .tuple(space, fc.array(fc.tuple(writtenText, tie("value")), { maxLength: 6 }), space)
      .map(([before, entries, after]) => {
        const members = entries.map(
          ([name, value]) => `${before}${name}${after}:${before}${value}`,
        );
        return `{${members.join(`${after},`)}${after}}`;
      }),
  ),
})).value;
/** One character taken out, or put in, somewhere. */
const broken = fc
  .tuple(document, fc.nat(), fc.constantFrom("", ...Array.from('{}[]",:0.e-+x\\\n\u0000\u00a0')))
  .map(([text, seed, insert]) => {
    const at = seed % (text.length + 1);
    return text.slice(0, at) + insert + text.slice(at + (insert === "" ? 1 : 0));
  });

/** Brackets around one scalar, hundreds of levels deep, of lists and objects in turn. */
const deep = fc
  .tuple(
    fc.array(fc.oneof(fc.constant(undefined), writtenText), { minLength: 300, maxLength: 900 }),
    scalar,
  )
  .map(([levels, inner]) =>
    levels.reduce<string>(
      (text, name) => (name === undefined ? `[${text}]` : `{"z":0,${name}:${text},"":1}`),
      inner,
    ),
  );
/** Integers up to the longest that Python reads: 4,300 digits by default. */
const longInteger = fc
  .tuple(
    fc.constantFrom("", "-"),
    fc.integer({ min: 1, max: 9 }),
    fc.string({
      unit: fc.constantFrom(...Array.from("0123456789")),
      minLength: 300,
      maxLength: 4_299,
    }),
  )
  .map(([sign, first, rest]) => `${sign}${first}${rest}`);
/** Any 64 bits taken for a float, in the shortest digits, in more than enough, and halfway to the next one. */
const anyFloat = fc
  .bigInt({ min: 0n, max: 2n ** 63n - 2n ** 52n - 2n })
  .chain((bits) => fc.constantFrom(shortest(bits), twentyDigits(bits), halfway(bits)));

function floatOf(bits: bigint): number {
  return new Float64Array(new BigUint64Array([bits]).buffer)[0] ?? Number.NaN;
}

function shortest(bits: bigint): string {
  return floatOf(bits).toExponential();
}

function twentyDigits(bits: bigint): string {
  return floatOf(bits).toExponential(20);
}

/** The exact decimal expansion of the middle between a float and the next: the even one of the two is right. */
function halfway(bits: bigint): string {
  const exponent = bits >> 52n;
  const fraction = bits & (2n ** 52n - 1n);
  const significand = exponent === 0n ? fraction : fraction + 2n ** 52n;
  // The float is significand times 2 to this power; the middle is one bit finer.
  const power = (exponent === 0n ? 1n : exponent) - 1075n - 1n;
  const middle = significand * 2n + 1n;
  return power >= 0n ? `${middle << power}.0` : `${middle * 5n ** -power}e${power}`;
}

/** Lone surrogates cannot be written as UTF-8 on the way to Python; escaped ones can. */
const sendable = (text: string) => !/\p{Surrogate}/u.test(text);

describe.skipIf(!python)("exactJson beside Python (skipped where python3 is not installed)", () => {
  const whole = fc.sample(document, 3_000).filter(sendable);
  const damaged = fc.sample(broken, 3_000).filter(sendable);
  const extreme = {
    "nested hundreds of levels deep": fc.sample(deep, 50).filter(sendable),
    "integers of thousands of digits": fc.sample(longInteger, 200),
    "floats of any 64 bits": fc.sample(anyFloat, 10_000),
  };
  let expected: readonly (string | null)[] = [];

  beforeAll(() => {
    expected = pythonKeys([...whole, ...damaged]);
  });

  it("gives the key that json.dumps(json.loads(text), sort_keys=True) gives", () => {
    const keys = expected.slice(0, whole.length);
    expect(keys.filter((key) => key !== null).length).toBe(whole.length);
    expect(whole.map(ownKey)).toEqual(keys);
  });

  it.each(Object.entries(extreme))("gives Python's key for %s", (_, texts) => {
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.map(ownKey)).toEqual(pythonKeys(texts));
  });

  it("refuses exactly the texts that Python refuses", () => {
    const keys = expected.slice(whole.length);
    expect(keys.filter((key) => key === null).length).toBeGreaterThan(damaged.length / 4);
    expect(damaged.map(ownKey)).toEqual(keys);
  });
});
