import { describe, expect, it } from "vitest";
import { EXPECTED_FACTS } from "../src/built-in-schemas.js";
import { ReviewerEmail } from "../src/ids.js";
import { NewLabelingSession, wantedLabels } from "../src/labeling-session.js";

const ana = ReviewerEmail.parse("ana@example.com");
const ben = ReviewerEmail.parse("ben@example.com");

describe("wantedLabels", () => {
  it.each([
    ["everyone" as const, [ana, ben], 2],
    ["everyone" as const, [], 0],
    [1, [ana, ben], 1],
    [5, [ana, ben], 2],
    [3, [], 0],
  ])("with %s of %j is %i", (labelsPerTrace, assignedUsers, expected) => {
    expect(wantedLabels({ labelsPerTrace, assignedUsers })).toBe(expected);
  });
});

describe("NewLabelingSession", () => {
  const session = {
    experimentId: "1",
    name: " Answers ",
    labelSchemas: [EXPECTED_FACTS],
    assignedUsers: [" Ana@Example.com", "ana@example.com"],
    createdBy: "Dana@example.com",
  };

  it("takes two spellings of one address as one person, and asks everyone by default", () => {
    expect(NewLabelingSession.parse(session)).toMatchObject({
      name: "Answers",
      assignedUsers: ["ana@example.com"],
      createdBy: "dana@example.com",
      labelsPerTrace: "everyone",
    });
  });

  it.each([
    ["no question", { labelSchemas: [] }],
    ["the same question twice", { labelSchemas: [EXPECTED_FACTS, EXPECTED_FACTS] }],
    ["nobody's address", { assignedUsers: ["ana"] }],
    ["no labels", { labelsPerTrace: 0 }],
  ])("refuses %s", (_, wrong) => {
    expect(NewLabelingSession.safeParse({ ...session, ...wrong }).success).toBe(false);
  });
});
