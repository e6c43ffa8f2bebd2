import { describe, expect, it } from "vitest";
import type { Answer } from "../../src/answer.js";
import { TraceId } from "../../src/ids.js";
import { entry, sessionOf } from "./entries.js";
import { answers, objectsOf } from "./exported.js";

describe("exportAnswers, long", () => {
  it("has a row for each answer, in the order of the questions, with everything about it", async () => {
    const given = entry({ at: 3, answers, revision: 3 });
    const start = {
      run_id: "run-1",
      session: "Answers",
      item_id: "item-3",
      position: 3,
      trace_id: "tr-3",
      item_state: "pending",
      exclusion_reason: null,
      reviewer: "ana@example.com",
      state: "submitted",
      offered_at: "1970-01-01T00:00:10.000Z",
      first_answered_at: "1970-01-01T00:00:12.500Z",
      last_answered_at: "1970-01-01T00:00:20.000Z",
      seconds: 2.5,
      edits: 2,
    };
    expect(await objectsOf([given], "long")).toEqual([
      {
        ...start,
        question: "good",
        question_type: "feedback",
        question_title: "good?",
        input: "passFail",
        value: false,
        comment: 'not "good"',
      },
      {
        ...start,
        question: "facts",
        question_type: "expectation",
        question_title: "facts?",
        input: "textList",
        value: ["one", "two, or three"],
        comment: null,
      },
    ]);
  });

  it("has one row, without a question, for what was put off, declined, or is open", async () => {
    const rows = await objectsOf(
      [
        entry({ state: "postponed" }),
        entry({ state: "declined" }),
        entry({ state: "offered" }),
        entry({ state: "waiting" }),
      ],
      "long",
    );
    expect(
      rows.map(({ state, question, value, seconds, edits }) => [
        state,
        question,
        value,
        seconds,
        edits,
      ]),
    ).toEqual([
      ["postponed", null, null, null, null],
      ["declined", null, null, null, null],
      ["offered", null, null, null, null],
    ]);
  });

  it("says that an item was excluded, and why, beside the answers that were given before", async () => {
    const item = { state: "excluded", exclusion: { reason: "not a question" } } as const;
    const [row] = await objectsOf([entry({ answers, item })], "long");
    expect(row).toMatchObject({
      item_state: "excluded",
      exclusion_reason: "not a question",
      state: "submitted",
    });
  });

  it("tells answers that were taken back from answers that were never given", async () => {
    const [row, ...others] = await objectsOf(
      [entry({ answers: [], revision: 2, state: "offered" })],
      "long",
    );
    expect(others).toEqual([]);
    expect(row).toMatchObject({ state: "offered", question: null, seconds: null, edits: 1 });
    expect(row).toMatchObject({ first_answered_at: null, last_answered_at: null });
  });

  it("keeps answers of somebody who was asked again", async () => {
    const entries = [entry({ answers, state: "offered" }), entry({ answers, state: "waiting" })];
    const rows = await objectsOf(entries, "wide");
    expect(rows.map(({ state, good }) => [state, good])).toEqual([
      ["submitted", false],
      ["submitted", false],
    ]);
  });

  it("keeps an answer to a question that the session does not ask any more, last", async () => {
    const gone: Answer = { name: "gone", value: "x" };
    const rows = await objectsOf([entry({ answers: [gone, ...answers] })], "long");
    expect(rows.map(({ question }) => question)).toEqual(["good", "facts", "gone"]);
    expect(rows[2]).toMatchObject({ value: "x", question_type: null, input: null });
  });

  it("says nothing of a time that is not known", async () => {
    const [row] = await objectsOf([entry({ answers, offeredAtMs: 0 })], "long");
    expect(row).toMatchObject({ offered_at: null, seconds: null });
    expect(row).toMatchObject({ first_answered_at: "1970-01-01T00:00:12.500Z" });
  });

  it("names the trace that carries the answers of a conversation, and none where there is none", async () => {
    const traceIds = ["tr-a", "tr-b"].map((id) => TraceId.parse(id));
    const conversation = { kind: "conversation", conversationId: "c" } as const;
    const rows = await objectsOf(
      [
        entry({ item: { source: { ...conversation, traceIds } } }),
        entry({ item: { source: { ...conversation, traceIds: [] } } }),
      ],
      "long",
    );
    expect(rows.map((row) => row["trace_id"])).toEqual(["tr-b", null]);
  });
});

describe("exportAnswers, wide", () => {
  it("has one row for each item and reviewer, and two columns for each question", async () => {
    const rows = await objectsOf([entry({ answers }), entry({ state: "declined" })], "wide");
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      state: "submitted",
      good: false,
      "good.comment": 'not "good"',
      score: null,
      "score.comment": null,
      facts: ["one", "two, or three"],
      "facts.comment": null,
    });
    expect(rows[1]).toMatchObject({ state: "declined", good: null, facts: null });
  });

  it("gives a question whose columns are taken other names, so that nothing is lost", async () => {
    const names = ["a.comment", "a", "reviewer", "question.reviewer", "__proto__"];
    const session = sessionOf(names);
    const given = names.map((name): Answer => ({ name, value: `to ${name}`, comment: "why" }));
    const [row] = await objectsOf([entry({ answers: given })], "wide", { session });
    expect(Object.keys(row ?? {}).slice(14)).toEqual(
      [
        "a.comment",
        "question.a",
        "question.reviewer",
        "question.question.reviewer",
        "__proto__",
      ].flatMap((name) => [name, `${name}.comment`]),
    );
    expect(row).toMatchObject({ reviewer: "ana@example.com", "question.a": "to a" });
  });
});
