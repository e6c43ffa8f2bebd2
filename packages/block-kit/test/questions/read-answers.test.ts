import { describe, expect, it } from "vitest";
import {
  fieldErrors,
  readAnswers,
  renderCard,
  renderForm,
  type StateValue,
} from "../../src/index.js";
import { CARD, EVERY_KIND, question } from "../support/samples.js";
import { changed, field, untouched } from "../support/slack-state.js";

const card = renderCard({ ...CARD, schemas: EVERY_KIND }).blocks;
const form = (prefill?: typeof ANSWERS) => renderForm({ ...CARD, prefill, mode: "edit" }).blocks;
const ANSWERS = [
  { name: "correct", value: true, comment: "fine" },
  { name: "length", value: "Right" },
  { name: "flaws", value: ["Rude", "Unclear"] },
  { name: "score", value: 42.5 },
  { name: "better", value: "Say when." },
  { name: "expected_facts", value: ["one", "two"] },
];
const answered = (index: number, state: StateValue, blocks: readonly unknown[] = card) =>
  readAnswers(changed(blocks, field(blocks, "q", index), state), EVERY_KIND);

describe("readAnswers", () => {
  it.each<[string, number, StateValue, unknown]>([
    ["a pass/fail", 0, { selected_option: { value: "1" } }, false],
    ["a choice", 1, { selected_option: { value: "2" } }, "Too long"],
    [
      "several choices, in the schema's order",
      2,
      { selected_options: [{ value: "2" }, { value: "0" }] },
      ["Rude", "Unclear"],
    ],
    ["a number as typed", 3, { value: " 42.50 " }, 42.5],
    ["a text", 4, { value: "Say when." }, "Say when."],
    ["a list, one entry a line", 5, { value: " one \n\n two\n" }, ["one", "two"]],
  ])("reads %s", (_, index, state, value) => {
    const name = EVERY_KIND[index]?.name;
    expect(answered(index, state)).toEqual({ answers: [{ name, value }], problems: [] });
  });

  it("reads nothing where nothing was said", () => {
    expect(readAnswers(untouched(card), EVERY_KIND)).toEqual({ answers: [], problems: [] });
    expect(answered(1, { selected_option: { value: "none" } })).toEqual({
      answers: [],
      problems: [],
    });
    expect(readAnswers({}, EVERY_KIND)).toEqual({ answers: [], problems: [] });
  });

  it("reads a chosen number by its place in the range", () => {
    const schemas = [question({ kind: "numeric", min: 2, max: 6 })];
    const { blocks } = renderCard({ ...CARD, schemas });
    const state = changed(blocks, field(blocks, "q", 0), { selected_option: { value: "3" } });
    expect(readAnswers(state, schemas).answers).toEqual([{ name: "score", value: 5 }]);
  });

  it.each([
    [3, "six", "NOT_A_NUMBER", '"Score" must be a number from 0 to 100 (you wrote "six").'],
    [3, "1,5", "NOT_A_NUMBER", '"Score" must be a number from 0 to 100 (you wrote "1,5").'],
    [3, "101", "OUT_OF_RANGE", '"Score" must be a number from 0 to 100 (you wrote "101").'],
    [
      4,
      "x".repeat(501),
      "TOO_LONG",
      '"What would be better?" may have 500 characters (you wrote 501).',
    ],
    [
      5,
      "a\nb\nc\nd",
      "TOO_MANY",
      '"Which facts must a correct answer contain?" may have 3 lines (you wrote 4).',
    ],
    [
      5,
      `a\n${"b".repeat(21)}`,
      "TOO_LONG",
      '"Which facts must a correct answer contain?" may have 20 characters a line (line 2 has 21).',
    ],
  ])("names field and rule of question %d: %s", (index, written, code, message) => {
    const { answers, problems } = answered(index, { value: written });
    expect(answers).toEqual([]);
    expect(problems).toEqual([
      {
        name: EVERY_KIND[index]?.name,
        code,
        message,
        written,
        blockId: field(card, "q", index).blockId,
      },
    ]);
    expect(fieldErrors(problems)).toEqual({ [field(card, "q", index).blockId]: message });
  });

  it("does not lose a comment that has no answer", () => {
    const why = field(card, "c", 0);
    expect(
      readAnswers(changed(card, why, { value: "because" }), EVERY_KIND).problems,
    ).toMatchObject([{ code: "EMPTY", written: "because", blockId: why.blockId }]);
  });

  it("refuses an option that is not there", () => {
    expect(answered(1, { selected_option: { value: "7" } }).problems).toMatchObject([
      { code: "NOT_AN_OPTION" },
    ]);
    expect(answered(1, { selected_option: { value: "Right" } }).problems).toMatchObject([
      { code: "NOT_AN_OPTION" },
    ]);
  });

  it("takes what Slack does not mention as unchanged", () => {
    expect(readAnswers({}, EVERY_KIND, ANSWERS).answers).toEqual(ANSWERS);
  });

  it("takes an emptied field of a form as cleared, and an empty one of a message as untouched", () => {
    const blocks = form(ANSWERS);
    const inForm = changed(blocks, field(blocks, "q", 4), { value: null });
    expect(readAnswers(inForm, EVERY_KIND, ANSWERS).answers.map(({ name }) => name)).not.toContain(
      "better",
    );
    const { blocks: message } = renderCard({ ...CARD, prefill: ANSWERS });
    const inMessage = changed(message, field(message, "q", 4), { value: null });
    expect(readAnswers(inMessage, EVERY_KIND, ANSWERS).answers).toEqual(ANSWERS);
  });

  it("clears an answer and its comment when No answer is chosen", () => {
    const blocks = form(ANSWERS);
    const state = changed(blocks, field(blocks, "q", 0), { selected_option: { value: "none" } });
    expect(readAnswers(state, EVERY_KIND, ANSWERS)).toEqual({
      answers: ANSWERS.slice(1),
      problems: [],
    });
  });

  it("changes a comment alone", () => {
    const blocks = form(ANSWERS);
    const state = changed(blocks, field(blocks, "c", 0), { value: "better so" });
    expect(readAnswers(state, EVERY_KIND, ANSWERS).answers[0]).toEqual({
      name: "correct",
      value: true,
      comment: "better so",
    });
  });
});
