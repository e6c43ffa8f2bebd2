import { describe, expect, it } from "vitest";
import type { Answer, AnswerValue } from "../../src/answer.js";
import { collectFigures } from "../../src/figures/collect-figures.js";
import type { QuestionMeasure } from "../../src/figures/session-figures.js";
import type { ItemState } from "../../src/item.js";
import { LabelSchema } from "../../src/label-schema.js";
import { decision, entry } from "../export/entries.js";

const question = (name: string, input: LabelSchema["input"]) =>
  LabelSchema.parse({ name, type: "feedback", title: name, input });
const options = ["a", "b", "c", "d"];
const PASS = question("pass", {
  kind: "passFail",
  positiveLabel: "Pass",
  negativeLabel: "Fail",
});
const SCORE = question("score", { kind: "numeric" });
const TONE = question("tone", { kind: "categorical", options });
const TAGS = question("tags", { kind: "categoricalList", options });
const WHY = question("why", { kind: "text" });

/** What reviewers gave: item, reviewer, value. */
type Given = readonly [item: number, reviewer: string, value: AnswerValue];

interface Case {
  readonly given?: readonly Given[];
  readonly gold?: readonly (readonly [item: number, value: AnswerValue])[];
  readonly states?: Readonly<Record<number, ItemState>>;
}

function figuresOf(schema: LabelSchema, { given = [], gold = [], states = {} }: Case) {
  const answersOf = (value: AnswerValue): readonly Answer[] => [{ name: schema.name, value }];
  const item = (at: number) => ({ state: states[at] ?? ("pending" as const) });
  const entries = given.map(([at, reviewer, value]) =>
    entry({ at, reviewer: `${reviewer}@example.com`, answers: answersOf(value), item: item(at) }),
  );
  const decisions = gold.map(([at, value]) => decision({ at, answers: answersOf(value) }));
  const collector = collectFigures({
    session: { labelSchemas: [schema] },
    items: [
      ...entries.map((each) => each.item),
      ...decisions.map((each, place) => ({ ...each.item, ...item(gold[place]?.[0] ?? 0) })),
    ],
    progress: { items: { total: 9, complete: 4, excluded: 1 }, labels: 17, wanted: 24 },
    adjudications: decisions.map(({ adjudication }) => adjudication),
    atMs: 5,
  });
  for (const each of entries) collector.add(each);
  return collector.figures();
}

function figure(schema: LabelSchema, measure: QuestionMeasure, words: Case) {
  const found = figuresOf(schema, words).figures.find((each) => each.measure === measure);
  if (found === undefined) throw new Error(`There is no ${measure}.`);
  return found.value;
}

describe("collectFigures", () => {
  it("counts the session as its progress does", () => {
    const { atMs, figures } = figuresOf(WHY, {});
    expect(atMs).toBe(5);
    expect(Object.fromEntries(figures.map(({ measure, value }) => [measure, value]))).toEqual({
      items: 9,
      complete: 4,
      excluded: 1,
      labels: 17,
      wanted: 24,
    });
  });

  it.each<[LabelSchema, readonly QuestionMeasure[]]>([
    [PASS, ["passShare", "alpha"]],
    [SCORE, ["mean", "alpha"]],
    [TONE, ["entropyBits", "alpha"]],
    [TAGS, ["entropyBits", "alpha"]],
    [WHY, []],
  ])(
    "has the figures that fit, without a value before the first answer: $name",
    (schema, measures) => {
      const own = figuresOf(schema, {}).figures.filter(({ kind }) => kind === "question");
      expect(own).toEqual(
        measures.map((measure) => ({
          kind: "question",
          question: schema.name,
          measure,
          value: undefined,
        })),
      );
    },
  );

  it.each<[LabelSchema, QuestionMeasure, readonly AnswerValue[], number]>([
    [PASS, "passShare", [true, true, false, true], 0.75],
    [PASS, "passShare", [false], 0],
    [SCORE, "mean", [1, 2, 6], 3],
    [TONE, "entropyBits", ["a", "a", "a"], 0],
    [TONE, "entropyBits", ["a", "b"], 1],
    [TONE, "entropyBits", ["a", "b", "c", "d"], 2],
    [TONE, "entropyBits", ["a", "a", "a", "b"], 0.811_278],
    [TAGS, "entropyBits", [["a", "b"], ["b", "a"], ["a"], ["a"]], 1],
  ])("works out of $1's values", (schema, measure, values, expected) => {
    const given = values.map((value, at): Given => [at + 1, "ana", value]);
    expect(figure(schema, measure, { given })).toBeCloseTo(expected, 6);
  });

  it("says how far the reviewers agree, where that can be said", () => {
    const given: readonly Given[] = [
      [1, "ana", true],
      [1, "ben", true],
      [2, "ana", false],
      [2, "ben", false],
    ];
    expect(figure(PASS, "alpha", { given })).toBe(1);
    expect(figure(PASS, "alpha", { given: given.slice(0, 2) })).toBeUndefined();
  });

  it("takes a decision once in place of all answers to its question, but for the agreement", () => {
    const given: readonly Given[] = [
      [1, "ana", true],
      [1, "ben", false],
      [1, "cleo", true],
      [2, "ana", true],
      [2, "ben", true],
    ];
    const gold = [[1, true]] as const;
    expect(figure(PASS, "passShare", { given, gold })).toBe(1);
    expect(figure(PASS, "passShare", { given, gold: [[1, false]] })).toBeCloseTo(2 / 3, 12);
    expect(figure(PASS, "alpha", { given, gold })).toBe(figure(PASS, "alpha", { given }));
    // Decided without an answer that stands.
    expect(figure(PASS, "passShare", { gold: [[3, true]] })).toBe(1);
  });

  it("takes the answers to questions that a decision did not decide", () => {
    const given: readonly Given[] = [[1, "ana", 4]];
    const decided = decision({ at: 1, answers: [{ name: "other", value: 1 }] });
    const only = entry({ at: 1, answers: [{ name: "score", value: 4 }] });
    const collector = collectFigures({
      session: { labelSchemas: [SCORE] },
      items: [only.item],
      progress: { items: { total: 1, complete: 0, excluded: 0 }, labels: 1, wanted: 1 },
      adjudications: [decided.adjudication],
      atMs: 5,
    });
    collector.add(only);
    expect(collector.figures()).toEqual({
      ...figuresOf(SCORE, { given }),
      figures: expect.arrayContaining([
        { kind: "question", question: "score", measure: "mean", value: 4 },
      ]),
    });
  });

  it("leaves out excluded items with their decisions, and values that fit no more", () => {
    const given: readonly Given[] = [
      [1, "ana", "a"],
      [2, "ana", "b"],
      [3, "ana", "gone"],
    ];
    const gold = [[2, "c"]] as const;
    expect(figure(TONE, "entropyBits", { given, gold, states: { 2: "excluded" } })).toBe(0);
  });

  it("has no mean where the sum is beyond numbers", () => {
    const given: readonly Given[] = [
      [1, "ana", Number.MAX_VALUE],
      [2, "ana", Number.MAX_VALUE],
    ];
    expect(figure(SCORE, "mean", { given })).toBeUndefined();
  });
});
