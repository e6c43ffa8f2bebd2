import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import { exactJson, parseExactJson, stringifyJson } from "../src/exact-json.js";
import { isLabelingError } from "../src/errors.js";
import type { Json } from "../src/json.js";

const key = (text: string) => exactJson(text).key;

describe("exactJson", () => {
  it.each([
    [`{"b": 1, "a": [1.0, true]}`, `{"a": [1.0, true], "b": 1}`],
    ["1", "1"],
    ["1.0", "1.0"],
    ["-0", "0"],
    ["-0.0", "-0.0"],
    ["1e16", "1e+16"],
    ["1e15", "1000000000000000.0"],
    ["1e3", "1000.0"],
    ["1E-5", "1e-05"],
    ["0.0001", "0.0001"],
    ["123456.789e-2", "1234.56789"],
    ["5e-324", "5e-324"],
    ["1e400", "Infinity"],
    ["[NaN, Infinity, -Infinity]", "[NaN, Infinity, -Infinity]"],
    ["123456789012345678901234567890", "123456789012345678901234567890"],
    [`"é"`, `"\\u00e9"`],
    [`"\\u00e9"`, `"\\u00e9"`],
    [`"😀\\ud83d\\ude00\\ud83d"`, `"\\ud83d\\ude00\\ud83d\\ude00\\ud83d"`],
    [`"\\/\u007f\\n"`, `"/\\u007f\\n"`],
    [`{"\uff5e": 1, "😀": 2}`, `{"\\uff5e": 1, "\\ud83d\\ude00": 2}`],
    [`{"\\ud83d": 1, "😀": 2, "\uff5e": 3}`, `{"\\ud83d": 1, "\\uff5e": 3, "\\ud83d\\ude00": 2}`],
    [`{"a": 1, "a": 2}`, `{"a": 2}`],
    [
      `{"__proto__": {"x": 1}, "constructor": null}`,
      `{"__proto__": {"x": 1}, "constructor": null}`,
    ],
    [" \t\r\n[ ] ", "[]"],
    ["{ }", "{}"],
  ])("gives %s the key %s", (text, expected) => {
    expect(exactJson(text)).toEqual({ text, key: expected });
  });

  it("tells 1, 1.0, true, 0, 0.0 and -0.0 apart", () => {
    const keys = ["1", "1.0", "true", "0", "0.0", "-0.0", "1e3", "1000"].map(key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each([
    "",
    " ",
    "{",
    "[1,",
    "[1,]",
    "{,}",
    `{"a"}`,
    `{"a":}`,
    `{"a":1,}`,
    "{a: 1}",
    "{'a': 1}",
    "01",
    "1.",
    ".5",
    "+1",
    "1e",
    "-",
    "--1",
    "tru",
    "nul",
    "-NaN",
    "nan",
    `"a`,
    `"\\x"`,
    `"\\u12g4"`,
    `"a\nb"`,
    "[1] 2",
    "[1}",
    "{]",
    "\ufeff{}",
    "0x10",
    "1_000",
    "\u00a01",
    "//",
    "undefined",
    `"\u0000"`,
  ])("refuses %j without quoting it", (text) => {
    expect(() => exactJson(text)).toThrow(
      expect.toSatisfy((error) => isLabelingError(error, "INVALID_ARGUMENT")),
    );
  });

  it("gives the position of what is wrong and no content", () => {
    expect(() => exactJson(`{"secret": hush}`)).toThrow(
      "The text is not JSON: it goes wrong at character 12.",
    );
    expect(() => parseExactJson(`{"secret": "hush`)).toThrow(
      "The text is not JSON: it ends too early.",
    );
  });

  it("reads 10,000 levels of nesting", () => {
    const depth = 10_000;
    const lists = "[".repeat(depth) + "]".repeat(depth);
    const objects = `{"a": `.repeat(depth) + "1" + "}".repeat(depth);
    expect(key(lists)).toBe(lists);
    expect(key(objects)).toBe(objects);
    expect(stringifyJson(parseExactJson(lists))).toBe(lists);
    expect(stringifyJson(parseExactJson(objects))).toBe(objects.replaceAll(" ", ""));
  });
});

describe("parseExactJson", () => {
  it("keeps integers beyond 2^53 as bigint and floats as numbers", () => {
    expect(parseExactJson("[9007199254740993, 9007199254740991, 1e20, -0, -0.0]")).toEqual([
      9007199254740993n,
      9007199254740991,
      1e20,
      0,
      -0,
    ]);
  });

  it("takes __proto__ as a name like any other", () => {
    const value = parseExactJson(`{"__proto__": {"polluted": true}}`);
    expect(Object.keys(value ?? {})).toEqual(["__proto__"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(value).not.toHaveProperty("polluted");
  });

  it("keeps the last of duplicate names", () => {
    expect(parseExactJson(`{"a": 1, "b": 2, "a": 3}`)).toEqual({ a: 3, b: 2 });
  });

  it("agrees with JSON.parse wherever that loses nothing", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        const integersFit = !/[\d]{16}/.test(text);
        fc.pre(integersFit && !text.includes("-0"));
        expect(parseExactJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });
});

describe("stringifyJson", () => {
  const scalar = fc.oneof(
    fc.constant(null),
    fc.boolean(),
    fc.double(),
    fc.maxSafeInteger(),
    fc.string({ unit: "binary" }),
    fc.bigInt({ min: 2n ** 53n }),
    fc.bigInt({ max: -(2n ** 53n) }),
  );
  const document = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      scalar,
      fc.array(tie("value")),
      fc.dictionary(fc.oneof(fc.string(), fc.constant("__proto__")), tie("value"), {
        noNullPrototype: true,
      }),
    ),
  })).value;

  it("writes what parseExactJson reads back as the same value, on one line or indented", () => {
    fc.assert(
      fc.property(document, fc.integer({ min: 0, max: 4 }), (value, indent) => {
        expect(parseExactJson(stringifyJson(value, indent))).toStrictEqual(value);
      }),
    );
  });

  it("indents as JSON.stringify does", () => {
    const value = { a: [1, { b: "x" }, []], c: {} };
    expect(stringifyJson(value)).toBe(JSON.stringify(value));
    expect(stringifyJson(value, 2)).toBe(`{
  "a": [
    1,
    {
      "b": "x"
    },
    []
  ],
  "c": {}
}`);
  });

  it("refuses what is no JSON value", () => {
    // @ts-expect-error a caller in JavaScript may do it
    expect(() => stringifyJson({ a: undefined })).toThrow(
      "A value of type undefined cannot be written as JSON.",
    );
  });
});
