import { describe, expect, it } from "vitest";
import { EXPECTED_FACTS } from "../src/built-in-schemas.js";
import { isLabelingError } from "../src/errors.js";
import { LabelingSession } from "../src/labeling-session.js";
import { changeSession } from "../src/session-changes.js";

const session = LabelingSession.parse({
  experimentId: "1",
  runId: "run-1",
  name: "Answers",
  description: "June",
  dueAtMs: 5,
  labelSchemas: [EXPECTED_FACTS],
  assignedUsers: ["ana@example.com"],
  createdBy: "dana@example.com",
  createdAtMs: 1,
  state: "open",
  lifecycle: "active",
});

describe("changeSession", () => {
  it("changes what is given, keeps what is absent and removes what is null", () => {
    const { description: _removed, ...rest } = session;
    expect(
      changeSession(session, {
        name: " July ",
        description: null,
        dueAtMs: undefined,
        state: "paused",
      }),
    ).toEqual({ ...rest, name: "July", state: "paused" });
  });

  it("refuses what no session may be, naming every mistake", () => {
    const change = () => changeSession(session, { name: " ", labelsPerTrace: 0 });
    expect(change).toThrow(
      expect.toSatisfy((error: unknown) => isLabelingError(error, "INVALID_ARGUMENT")),
    );
    expect(change).toThrow(/name: .+; labelsPerTrace: /u);
  });
});
