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

/** Lone surrogates cannot be written as UTF-8 on the way to Python; escaped ones can. */
const sendable = (text: string) => !/\p{Surrogate}/u.test(text);

describe.skipIf(!python)("exactJson beside Python (skipped where python3 is not installed)", () => {
  const whole = fc.sample(document, 3_000).filter(sendable);
  const damaged = fc.sample(broken, 3_000).filter(sendable);
  let expected: readonly (string | null)[] = [];

  beforeAll(() => {
    expected = pythonKeys([...whole, ...damaged]);
  });

  it("gives the key that json.dumps(json.loads(text), sort_keys=True) gives", () => {
    const keys = expected.slice(0, whole.length);
    expect(keys.filter((key) => key !== null).length).toBe(whole.length);
    expect(whole.map(ownKey)).toEqual(keys);
  });

  it("refuses exactly the texts that Python refuses", () => {
    const keys = expected.slice(whole.length);
    expect(keys.filter((key) => key === null).length).toBeGreaterThan(damaged.length / 4);
    expect(damaged.map(ownKey)).toEqual(keys);
  });
});
