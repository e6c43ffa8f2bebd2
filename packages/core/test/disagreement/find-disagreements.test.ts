import { describe, expect, it } from "vitest";
import type { Adjudication } from "../../src/adjudication/adjudication.js";
import type { Answer } from "../../src/answer.js";
import { findDisagreements } from "../../src/disagreement/find-disagreements.js";
import { ItemId, ReviewerEmail, RunId, TraceId } from "../../src/ids.js";
import type { WorkItem } from "../../src/item.js";
import { LabelSchema } from "../../src/label-schema.js";
import type { Submission } from "../../src/submission.js";

const runId = RunId.parse("run");
const person = (name: string) => ReviewerEmail.parse(`${name}@example.com`);
const [ana, ben, cleo] = [person("ana"), person("ben"), person("cleo")];
const source = { kind: "trace", traceId: TraceId.parse("tr") } as const;

const session = {
  labelSchemas: [
    LabelSchema.parse({
      name: "good",
      type: "feedback",
      title: "Good?",
      input: { kind: "passFail" },
    }),
    LabelSchema.parse({ name: "why", type: "feedback", title: "Why?", input: { kind: "text" } }),
    LabelSchema.parse({
      name: "fact",
      type: "expectation",
      title: "Fact",
      input: { kind: "text" },
    }),
  ],
};

const item = (id: string, state: WorkItem["state"] = "complete"): WorkItem => ({
  itemId: ItemId.parse(id),
  runId,
  source,
  state,
  position: 1,
  extraLabels: 0,
  mirroredState: "pending",
});

function submission(
  id: string,
  reviewer: ReviewerEmail,
  answers: readonly Answer[],
  more: Partial<Submission> = {},
): Submission {
  const times = { acceptedAtMs: 9, firstAcceptedAtMs: 9, offeredAtMs: 1 };
  const itemId = ItemId.parse(id);
  return {
    runId,
    itemId,
    reviewer,
    source,
    revision: 1,
    publishedRevision: 1,
    answers,
    ...times,
    ...more,
  };
}

const good = (value: boolean, comment?: string): Answer[] => [
  { name: "good", value, ...(comment === undefined ? {} : { comment }) },
];

function decision(decidedOn: Adjudication["decidedOn"]): Adjudication {
  const itemId = ItemId.parse("i");
  const rest = {
    by: cleo,
    answers: good(true),
    decidedAtMs: 10,
    revision: 1,
    publishedRevision: 0,
  };
  return { runId, itemId, source, decidedOn, ...rest };
}

describe("findDisagreements", () => {
  it("names each question in dispute with its answers, first given first", () => {
    const submissions = [
      submission("i", ben, [...good(false, "no"), { name: "why", value: "b" }], { revision: 3 }),
      submission("i", ana, [...good(true), { name: "why", value: "a" }], { firstAcceptedAtMs: 5 }),
    ];
    expect(findDisagreements(session, [item("i")], submissions, [])).toEqual([
      {
        item: item("i"),
        questions: [
          {
            name: "good",
            answers: [
              { reviewer: ana, revision: 1, value: true },
              { reviewer: ben, revision: 3, value: false, comment: "no" },
            ],
          },
        ],
      },
    ]);
  });

  it("follows the items' order and leaves out the undisputed, the excluded and what was taken back", () => {
    const both = (id: string) => [
      submission(id, ana, good(true)),
      submission(id, ben, good(false)),
    ];
    const submissions = [
      ...["a", "b", "x"].flatMap(both),
      submission("same", ana, good(true)),
      submission("same", ben, good(true)),
      submission("undone", ana, good(true)),
      submission("undone", ben, []),
      submission("half", ana, good(true)),
      submission("half", ben, [{ name: "fact", value: "f" }]),
    ];
    const items = [
      item("b"),
      item("x", "excluded"),
      ...["a", "same", "undone", "half"].map((id) => item(id, "pending")),
    ];
    const found = findDisagreements(session, items, submissions, []);
    expect(found.map((disagreement) => disagreement.item.itemId)).toEqual(["b", "a"]);
  });

  it.each<[string, Adjudication["decidedOn"], boolean]>([
    [
      "exactly these answers, in whatever order",
      [
        { reviewer: ben, revision: 2 },
        { reviewer: ana, revision: 1 },
      ],
      false,
    ],
    [
      "an earlier revision",
      [
        { reviewer: ana, revision: 1 },
        { reviewer: ben, revision: 1 },
      ],
      true,
    ],
    ["fewer answers", [{ reviewer: ana, revision: 1 }], true],
    [
      "an answer that was taken back since",
      [
        { reviewer: ana, revision: 1 },
        { reviewer: ben, revision: 2 },
        { reviewer: cleo, revision: 1 },
      ],
      true,
    ],
  ])("with a decision on %s: %#", (_, decidedOn, isDisputed) => {
    const submissions = [
      submission("i", ana, good(true)),
      submission("i", ben, good(false), { revision: 2 }),
      submission("i", cleo, []),
    ];
    const found = findDisagreements(session, [item("i")], submissions, [decision(decidedOn)]);
    expect(found).toHaveLength(isDisputed ? 1 : 0);
  });
});
