import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import type { AnswerProblem, AnswerValue } from "../src/answer.js";
import { checkAnswers, decodeAnswer, encodeAnswer } from "../src/answer-codec.js";
import { isLabelingError } from "../src/errors.js";
import { parseExactJson, stringifyJson } from "../src/exact-json.js";
import { LabelSchema, type SchemaInput, type SchemaInputKind } from "../src/label-schema.js";

type InputOf<K extends SchemaInputKind> = Extract<SchemaInput, { kind: K }>;

/** A question's input with a value that breaks its rule, and the code of that rule. */
type Refused = readonly [SchemaInput, AnswerValue, AnswerProblem["code"]];

const visible = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
  .filter((text) => text.trim() !== "");
const blank = fc.string({ unit: fc.constantFrom(" ", "\n", "\t", "\0"), maxLength: 4 });
const options = fc.uniqueArray(
  visible.map((text) => text.trim()),
  { minLength: 2, maxLength: 12 },
);
const limits = fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined });
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

const inputs: { readonly [K in SchemaInputKind]: fc.Arbitrary<InputOf<K>> } = {
  passFail: fc
    .tuple(visible, visible)
    .map(([positiveLabel, negativeLabel]) => ({ kind: "passFail", positiveLabel, negativeLabel })),
  categorical: options.map((all) => ({ kind: "categorical", options: all })),
  categoricalList: options.map((all) => ({ kind: "categoricalList", options: all })),
  numeric: fc
    .tuple(finite, finite, fc.boolean(), fc.boolean())
    .map(([one, other, hasMin, hasMax]) => ({
      kind: "numeric",
      ...(hasMin ? { min: Math.min(one, other) } : {}),
      ...(hasMax ? { max: Math.max(one, other) } : {}),
    })),
  text: limits.map((maxLength) => ({
    kind: "text",
    ...(maxLength === undefined ? {} : { maxLength }),
  })),
  textList: fc.tuple(limits, limits).map(([maxLengthEach, maxCount]) => ({
    kind: "textList",
    ...(maxLengthEach === undefined ? {} : { maxLengthEach }),
    ...(maxCount === undefined ? {} : { maxCount }),
  })),
};

const short = (max = 20) =>
  fc.string({ unit: fc.constantFrom("a", "é", "漢"), minLength: 1, maxLength: max });

/** Values that the input accepts. */
function valid(input: SchemaInput): fc.Arbitrary<AnswerValue> {
  switch (input.kind) {
    case "passFail":
      return fc.boolean();
    case "categorical":
      return fc.constantFrom(...input.options);
    case "categoricalList":
      return fc.subarray([...input.options], { minLength: 1 });
    case "numeric":
      return fc.double({
        noNaN: true,
        noDefaultInfinity: true,
        ...(input.min === undefined ? {} : { min: input.min }),
        ...(input.max === undefined ? {} : { max: input.max }),
      });
    case "text":
      return input.maxLength === undefined ? visible : short(input.maxLength);
    case "textList":
      return fc.array(short(input.maxLengthEach), {
        minLength: 1,
        maxLength: input.maxCount ?? 5,
      });
  }
}

const valueOf: {
  readonly [K in "boolean" | "number" | "text" | "list"]: fc.Arbitrary<AnswerValue>;
} = {
  boolean: fc.boolean(),
  number: finite,
  text: fc.string(),
  list: fc.array(fc.string(), { maxLength: 4 }),
};

const wrongKinds: Readonly<Record<SchemaInputKind, readonly (keyof typeof valueOf)[]>> = {
  passFail: ["number", "text", "list"],
  categorical: ["boolean", "number", "list"],
  categoricalList: ["boolean", "number", "text"],
  numeric: ["boolean", "text", "list"],
  text: ["boolean", "number", "list"],
  textList: ["boolean", "number", "text"],
};

/** Values that break the input's rules, each rule in turn. */
function refused(input: SchemaInput): fc.Arbitrary<Refused> {
  const breaking = (values: fc.Arbitrary<AnswerValue>, code: AnswerProblem["code"]) =>
    values.map((value): Refused => [input, value, code]);
  const wrongKind = breaking(
    fc.oneof(...wrongKinds[input.kind].map((kind) => valueOf[kind])),
    input.kind === "numeric" ? "NOT_A_NUMBER" : "WRONG_KIND",
  );
  switch (input.kind) {
    case "passFail":
      return wrongKind;
    case "categorical":
      return fc.oneof(
        wrongKind,
        breaking(blank, "EMPTY"),
        breaking(stranger(input.options), "NOT_AN_OPTION"),
      );
    case "categoricalList": {
      const oneStranger = fc
        .tuple(fc.subarray([...input.options]), stranger(input.options))
        .map(([known, other]) => [...known, other]);
      return fc.oneof(
        wrongKind,
        breaking(fc.constant([]), "EMPTY"),
        breaking(oneStranger, "NOT_AN_OPTION"),
      );
    }
    case "numeric": {
      const nothing = breaking(fc.constantFrom(Number.NaN, Infinity, -Infinity), "NOT_A_NUMBER");
      const bounds = [
        ...(input.min === undefined
          ? []
          : [finite.filter((value) => value < (input.min ?? value))]),
        ...(input.max === undefined
          ? []
          : [finite.filter((value) => value > (input.max ?? value))]),
      ];
      // A bound at the end of all numbers leaves nothing beyond it: fast-check would search for ever.
      const far = [input.min, input.max].some((bound) => Math.abs(bound ?? 0) > 1e300);
      return bounds.length === 0 || far
        ? fc.oneof(wrongKind, nothing)
        : fc.oneof(wrongKind, nothing, breaking(fc.oneof(...bounds), "OUT_OF_RANGE"));
    }
    case "text": {
      const { maxLength } = input;
      const basic = [wrongKind, breaking(blank, "EMPTY")] as const;
      return maxLength === undefined
        ? fc.oneof(...basic)
        : fc.oneof(...basic, breaking(longerThan(maxLength), "TOO_LONG"));
    }
    case "textList": {
      const { maxLengthEach, maxCount } = input;
      const cases = [wrongKind, breaking(fc.array(blank), "EMPTY")];
      if (maxCount !== undefined) {
        const many = fc.array(short(), { minLength: maxCount + 1, maxLength: maxCount + 3 });
        cases.push(breaking(many, "TOO_MANY"));
      }
      if (maxLengthEach !== undefined) {
        cases.push(breaking(fc.tuple(longerThan(maxLengthEach)), "TOO_LONG"));
      }
      return fc.oneof(...cases);
    }
  }
}

function stranger(known: readonly string[]): fc.Arbitrary<string> {
  return visible.filter((text) => !known.includes(text.trim()));
}

function longerThan(maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom("a", "é"), minLength: maxLength + 1, maxLength: 40 });
}

const question = (input: SchemaInput) =>
  LabelSchema.parse({ name: "q", type: "feedback", title: "§", input });

const check = (schema: LabelSchema, value: AnswerValue) =>
  checkAnswers([schema], [{ name: "q", value }]);

/** Another value of the same size: only what it says differs. */
function disguised(value: AnswerValue): AnswerValue {
  if (typeof value === "string") return value.replaceAll(/[^\s\0]/g, "*");
  if (typeof value === "number") return Number.isFinite(value) ? -value : value;
  return typeof value === "boolean"
    ? !value
    : value.map((text) => text.replaceAll(/[^\s\0]/g, "*"));
}

describe.each(Object.entries(inputs))("the answer codec for %s", (_, input) => {
  const accepted: fc.Arbitrary<[SchemaInput, AnswerValue]> = input.chain((made: SchemaInput) =>
    valid(made).map((value): [SchemaInput, AnswerValue] => [made, value]),
  );

  it("brings every valid answer through checking, encoding, JSON and decoding unchanged", () => {
    fc.assert(
      fc.property(accepted, ([made, value]) => {
        const schema = question(made);
        const { answers, problems } = check(schema, value);
        expect(problems).toEqual([]);
        const kept = answers[0]?.value ?? "none";
        const encoded = encodeAnswer(schema, value);
        expect(encoded).toStrictEqual(kept);
        expect(decodeAnswer(schema, encoded)).toStrictEqual(kept);
        expect(decodeAnswer(schema, parseExactJson(stringifyJson(encoded)))).toStrictEqual(kept);
        expect(check(schema, kept).answers[0]?.value).toStrictEqual(kept);
      }),
    );
  });

  const broken: fc.Arbitrary<Refused> = input.chain((made: SchemaInput) => refused(made));

  it("refuses every invalid answer with the code of its rule", () => {
    fc.assert(
      fc.property(broken, ([made, value, code]) => {
        const schema = question(made);
        const { answers, problems } = check(schema, value);
        expect(answers).toEqual([]);
        expect(problems).toMatchObject([{ name: "q", code }]);
        expect(() => encodeAnswer(schema, value)).toThrow(
          expect.toSatisfy((error: unknown) => isLabelingError(error, "INVALID_ARGUMENT")),
        );
      }),
    );
  });

  it("names field, rule and size, and nothing that the value says", () => {
    fc.assert(
      fc.property(broken, ([made, value]) => {
        const [problem] = check(question(made), value).problems;
        const [other] = check(question(made), disguised(value)).problems;
        expect(problem?.message).toMatch(
          /^"§" must .+; (given was|this one has|the longest|there).+\.$/su,
        );
        fc.pre(other?.code === problem?.code);
        expect(other?.message).toBe(problem?.message);
      }),
    );
  });
});
