import { describe, expect, it } from "vitest";
import {
  checkSchemaFitsSlack,
  checkSchemasFitSlack,
  chooseRendering,
  describeAnswer,
  parseBlockId,
  renderCard,
  renderForm,
  renderSchemaPreview,
} from "../../src/index.js";
import { fields, list, word } from "../support/payload.js";
import { CARD, EVERY_KIND, question } from "../support/samples.js";
import { viewProblems } from "../support/slack-rules.js";
import { field, inputs, visibleText } from "../support/slack-state.js";

const passFail = question({ kind: "passFail", positiveLabel: "Pass", negativeLabel: "Fail" });
const options = (count: number, text = "Option") =>
  Array.from({ length: count }, (_, index) => `${text} ${index}`);
const inMessage = (...schemas: Parameters<typeof renderCard>[0]["schemas"]) =>
  renderCard({ ...CARD, schemas }).blocks;
const inForm = (...schemas: Parameters<typeof renderCard>[0]["schemas"]) =>
  renderForm({ ...CARD, schemas, mode: "answer" }).blocks;

const types = (blocks: readonly unknown[]) => inputs(blocks).map(({ element }) => element["type"]);

describe("the control of a question", () => {
  it("is what its kind and the surface allow", () => {
    const text = "plain_text_input";
    expect(types(inMessage(...EVERY_KIND))).toEqual([
      "radio_buttons",
      text,
      "radio_buttons",
      "checkboxes",
      text,
      text,
      text,
    ]);
    expect(types(inForm(...EVERY_KIND))).toEqual([
      "radio_buttons",
      text,
      "radio_buttons",
      "checkboxes",
      "number_input",
      text,
      text,
    ]);
  });

  it.each([
    [9, "radio_buttons"],
    [10, "static_select"],
    [99, "static_select"],
    [100, "static_select"],
  ])(
    "for one of %d options among several questions is %s, with a way to leave it open",
    (count, type) => {
      const { element } = field(
        inMessage(question({ kind: "categorical", options: options(count) }), passFail),
        "q",
        0,
      );
      expect(element["type"]).toBe(type);
      expect(
        visibleText([
          element["options"] ??
            list(element["option_groups"]).map((group) => fields(group)["options"]),
        ]),
      ).toContain("No answer");
    },
  );

  it("has no way to leave the only question open", () => {
    expect(
      visibleText(inMessage(question({ kind: "categorical", options: options(10) }))),
    ).not.toContain("No answer");
  });

  it("offers a small range of whole numbers as a choice in a message, and the bounds of others as a hint", () => {
    expect(
      field(inMessage(question({ kind: "numeric", min: 1, max: 5 })), "q", 0).element["type"],
    ).toBe("radio_buttons");
    const score = field(inMessage(question({ kind: "numeric", min: 0, max: 1 })), "q", 0);
    expect(score.element["type"]).toBe("plain_text_input");
    expect(visibleText(score.block["hint"])).toBe("A number from 0 to 1.\n");
  });

  it("uses indexes as values, and shows options in full that Slack would cut", () => {
    const long = `${"very ".repeat(20)}long`;
    const blocks = inMessage(question({ kind: "categorical", options: [long, "short"] }));
    expect(visibleText(blocks)).toContain(`Score\n1. ${long}\n2. short\n`);
    const { element } = field(blocks, "q", 0);
    expect(list(element["options"]).map((option) => fields(option)["value"])).toEqual(["0", "1"]);
    expect(word(fields(fields(list(element["options"])[0])["text"])["text"])).toMatch(
      /^1\. very .*…$/,
    );
  });

  it("says what a field takes when the question allows more", () => {
    expect(visibleText(inForm(question({ kind: "text" })))).toContain(
      "Up to 3,000 characters fit here; a longer text can be given in MLflow.",
    );
    expect(visibleText(inForm(question({ kind: "text", maxLength: 200 })))).toContain(
      "Up to 200 characters.",
    );
    expect(
      field(inForm(question({ kind: "text", maxLength: 200 })), "q", 0).element["max_length"],
    ).toBe(200);
    expect(
      visibleText(inForm(question({ kind: "textList", maxCount: 3, maxLengthEach: 20 }))),
    ).toContain("One per line; up to 3 lines, up to 20 characters each, 3,000 characters in all.");
  });

  it("stands in a block that names its rendering", () => {
    expect(parseBlockId(field(inMessage(passFail, passFail), "q", 1).blockId)).toEqual({
      surface: "message",
      part: "question",
      index: 1,
      render: 1,
      ref: "session/item",
    });
    expect(parseBlockId("somebody else's")).toBeUndefined();
  });
});

describe("renderForm", () => {
  it("fills in earlier answers, and shows those that do not fit a field", () => {
    const schemas = [
      question({ kind: "text" }),
      question({ kind: "numeric", min: 1, max: 5 }, { name: "stars", title: "Stars" }),
    ];
    const prefill = [
      { name: "score", value: "x".repeat(3001) },
      { name: "stars", value: 3.5 },
    ];
    const form = renderForm({ ...CARD, schemas, prefill, mode: "edit" });
    expect(visibleText(form.blocks)).toContain(
      "Showing 500 of 3,001 characters. This answer does not fit a Slack field. It stays as it is; change it in MLflow.",
    );
    expect(inputs(form.blocks).map(({ element }) => element["initial_value"])).toEqual(["3.5"]);
    expect([form.title.text, form.submit?.text, form.private_metadata]).toEqual([
      "7 of 25",
      "Save",
      "session/item",
    ]);
  });

  it("lets a reviewer go on to the next item", () => {
    const form = renderForm({ ...CARD, mode: "answer", notice: "Not saved yet." });
    expect(form.submit?.text).toBe("Submit and next");
    expect(visibleText(form.blocks.slice(0, 1))).toBe("Not saved yet.\n");
  });

  it("stays small enough when every question has a long earlier answer in a wide script", () => {
    const schemas = Array.from({ length: 30 }, (_, index) =>
      question({ kind: "text" }, { name: `q${index}`, enableComment: true }),
    );
    const prefill = schemas.map(({ name }) => ({
      name,
      value: "字".repeat(3000),
      comment: "字".repeat(3000),
    }));
    expect(viewProblems(renderForm({ ...CARD, schemas, prefill, mode: "edit" }))).toEqual([]);
  });
});

describe("chooseRendering", () => {
  it("takes one click for a single pass/fail, fields for a few questions, a form for more", () => {
    expect(chooseRendering([passFail])).toEqual({ kind: "oneClick" });
    expect(chooseRendering(EVERY_KIND)).toEqual({ kind: "inline" });
    expect(chooseRendering([...EVERY_KIND, passFail])).toEqual({
      kind: "form",
      why: "7 questions are too many for one message.",
    });
    expect(
      chooseRendering([question({ kind: "categorical", options: options(100, "x".repeat(60)) })]),
    ).toMatchObject({ kind: "form" });
    expect(
      chooseRendering([
        question({ kind: "passFail", positiveLabel: "x".repeat(31), negativeLabel: "no" }),
      ]),
    ).toEqual({ kind: "inline" });
  });
});

describe("checkSchemaFitsSlack", () => {
  it("accepts what Slack can ask, open-ended texts included", () => {
    expect(
      [
        ...EVERY_KIND,
        question({ kind: "text" }),
        question({ kind: "categorical", options: options(100) }),
      ].flatMap(checkSchemaFitsSlack),
    ).toEqual([]);
  });

  it("names the limit that a question breaks", () => {
    expect(
      checkSchemaFitsSlack(question({ kind: "categoricalList", options: options(101) })),
    ).toEqual([
      {
        name: "score",
        limit: "selectOptions",
        message: '"Score" has 101 options; Slack shows at most 100.',
      },
    ]);
    const wordy = question({ kind: "categorical", options: options(30, "x".repeat(1000)) });
    expect(checkSchemaFitsSlack(wordy)).toMatchObject([{ limit: "viewBytes" }]);
  });

  it("names what many questions break together", () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      question({ kind: "text" }, { name: `q${index}`, enableComment: true }),
    );
    expect(checkSchemasFitSlack(many)).toMatchObject([{ limit: "modalBlocks" }]);
    expect(checkSchemasFitSlack(EVERY_KIND)).toEqual([]);
  });
});

describe("renderSchemaPreview", () => {
  it("shows the question as the form will, and readers of answers take no notice", () => {
    const blocks = renderSchemaPreview(
      question({ kind: "numeric" }, { enableComment: true, instruction: "Be fair." }),
    );
    expect(visibleText(blocks)).toBe("Score\nBe fair. A number.\nWhy?\n");
    expect(inputs(blocks).map(({ blockId }) => parseBlockId(blockId))).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe("describeAnswer", () => {
  const [correct, length, flaws, score, better, facts] = EVERY_KIND;

  it.each([
    [correct, true, "Correct", "Correct"],
    [length, "Right", "Right", "Right"],
    [flaws, ["Rude", "Wrong"], "Rude, Wrong", "Rude, Wrong"],
    [score, 4, "Score: 4", "4"],
    [better, "Say\nwhen.", '"Say when."', "Say\nwhen."],
    [facts, ["a", "b"], "2 facts", "- a\n- b"],
    [facts, ["a"], "1 fact", "- a"],
    [question({ kind: "textList" }, { name: "status" }), ["a", "b"], "2 entries", "- a\n- b"],
  ])("says an answer in a line or whole: %#", (schema, value, line, whole) => {
    const asked = schema ?? passFail;
    expect(describeAnswer(asked, { name: asked.name, value })).toBe(line);
    expect(describeAnswer(asked, { name: asked.name, value }, "whole")).toBe(whole);
  });

  it("adds the comment", () => {
    expect(describeAnswer(passFail, { name: "score", value: false, comment: "too\nvague" })).toBe(
      'Fail · "too vague"',
    );
  });
});
