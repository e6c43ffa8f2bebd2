import { describe, expect, it } from "vitest";
import type { AnswerValue } from "../../src/answer.js";
import { defaultRule, ruleFor } from "../../src/disagreement/default-rule.js";
import { disagree } from "../../src/disagreement/disagree.js";
import type { DisagreementRule } from "../../src/disagreement/disagreement-rule.js";
import { LabelSchema } from "../../src/label-schema.js";

const inputs = {
  passFail: { kind: "passFail" },
  choice: { kind: "categorical", options: ["a", "b", "c"] },
  ordered: { kind: "categorical", options: ["low", "mid", "high"], ordered: true },
  choices: { kind: "categoricalList", options: ["a", "b", "c"] },
  scale: { kind: "numeric", min: 1, max: 5 },
  number: { kind: "numeric", min: 0 },
  text: { kind: "text" },
  texts: { kind: "textList" },
} as const;
type Name = keyof typeof inputs;

const question = (name: Name, type: LabelSchema["type"] = "feedback") =>
  LabelSchema.parse({ name, type, title: name, input: inputs[name] });
const notUnanimous: DisagreementRule = { kind: "notUnanimous" };
const spread = (above: number): DisagreementRule => ({ kind: "spread", above });

describe("defaultRule", () => {
  it.each<[Name, DisagreementRule]>([
    ["passFail", notUnanimous],
    ["choice", notUnanimous],
    ["ordered", notUnanimous],
    ["choices", notUnanimous],
    ["scale", spread(2)],
    ["number", { kind: "never" }],
    ["text", { kind: "never" }],
    ["texts", { kind: "never" }],
  ])("of feedback by %s is %j", (name, rule) => {
    expect(defaultRule(question(name))).toEqual(rule);
  });

  it.each(Object.values(inputs))("of an expectation by $kind is unanimity", (input) => {
    const schema = LabelSchema.parse({ ...question("text", "expectation"), input });
    expect(defaultRule(schema)).toEqual(notUnanimous);
  });

  it("gives way to the session's own", () => {
    const rules = { disagreementRules: [{ question: "text", rule: notUnanimous }] };
    expect(ruleFor(rules, question("text"))).toEqual(notUnanimous);
    expect(ruleFor(rules, question("texts"))).toEqual({ kind: "never" });
    expect(ruleFor({}, question("passFail"))).toEqual(notUnanimous);
  });
});

describe("disagree", () => {
  it.each<[Name, readonly AnswerValue[], boolean]>([
    ["passFail", [], false],
    ["passFail", [true], false],
    ["passFail", [true, true, true], false],
    ["passFail", [true, true, false], true],
    ["choice", ["a", "b"], true],
    [
      "choices",
      [
        ["a", "b"],
        ["b", "a"],
      ],
      false,
    ],
    ["choices", [["a", "b"], ["a"]], true],
    ["scale", [3, 3], false],
    ["scale", [3, 3.5], true],
    ["text", ["Paris", " Paris\n"], false],
    ["text", ["Paris", "paris"], true],
    [
      "texts",
      [
        ["x", "y"],
        [" y", "x ", "y"],
      ],
      false,
    ],
    ["texts", [["x, y"], ["x", "y"]], true],
  ])("by unanimity, %s: %j is %j", (name, values, expected) => {
    expect(disagree(notUnanimous, question(name), values)).toBe(expected);
  });

  it.each<[Name, number, readonly AnswerValue[], boolean]>([
    ["scale", 2, [1, 3, 2], false],
    ["scale", 2, [1, 3.5, 2], true],
    ["scale", 2, [4], false],
    ["scale", 2, [], false],
    ["scale", 0.1, [1, 1.1], false],
    ["scale", 0, [2, 2], false],
    ["ordered", 1, ["low", "mid"], false],
    ["ordered", 1, ["low", "high"], true],
    ["ordered", 1, ["low", "gone"], true],
    ["choice", 1, ["a", "b"], true],
    ["choice", 1, ["a", "a"], false],
  ])("by spread, %s above %d: %j is %j", (name, above, values, expected) => {
    expect(disagree(spread(above), question(name), values)).toBe(expected);
  });

  it("never, by the rule that says so", () => {
    expect(disagree({ kind: "never" }, question("passFail"), [true, false])).toBe(false);
  });
});
