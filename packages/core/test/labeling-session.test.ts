import { describe, expect, it } from "vitest";
import { EXPECTED_FACTS } from "../src/built-in-schemas.js";
import { NewLabelingSession } from "../src/labeling-session.js";

const session = {
  experimentId: "1",
  name: " Answers ",
  labelSchemas: [EXPECTED_FACTS],
  assignedUsers: [" Ana@Example.com", "ana@example.com"],
  createdBy: "Dana@example.com",
};

describe("NewLabelingSession", () => {
  it("takes two spellings of one address as one person, and asks everyone, blindly, by default", () => {
    expect(NewLabelingSession.parse(session)).toEqual({
      experimentId: "1",
      name: "Answers",
      labelSchemas: [EXPECTED_FACTS],
      assignedUsers: ["ana@example.com"],
      away: [],
      createdBy: "dana@example.com",
      labelsPerTrace: "everyone",
      dealing: { strategy: "first-come" },
      blind: true,
      enableMultiTurnChat: false,
    });
  });

  it("keeps what it was made with", () => {
    const more = {
      description: "What did we get wrong in June?",
      guidelines: "**Be strict.**",
      dueAtMs: 1_800_000_000_000,
      labelsPerTrace: 2,
      overlap: { every: 5, labels: 3 },
      dealing: { strategy: "manual", reviewerTag: "reviewers" },
      agent: "support-bot",
      enableMultiTurnChat: true,
      customInputs: { language: "en", nested: { temperature: 0.5 } },
    };
    expect(NewLabelingSession.parse({ ...session, ...more })).toMatchObject(more);
  });

  it.each([
    ["no question", { labelSchemas: [] }],
    ["the same question twice", { labelSchemas: [EXPECTED_FACTS, EXPECTED_FACTS] }],
    ["nobody's address", { assignedUsers: ["ana"] }],
    ["no labels", { labelsPerTrace: 0 }],
    ["a blank description", { description: " " }],
    ["guidelines beyond the limit", { guidelines: "x".repeat(20_001) }],
    ["an overlap of every item", { overlap: { every: 1, labels: 2 } }],
    ["an unknown strategy", { dealing: { strategy: "lottery" } }],
  ])("refuses %s", (_, wrong) => {
    expect(NewLabelingSession.safeParse({ ...session, ...wrong }).success).toBe(false);
  });
});
