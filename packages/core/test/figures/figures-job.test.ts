import { describe, expect, it } from "vitest";
import { figuresJob } from "../../src/figures/figures-job.js";
import { RunId } from "../../src/ids.js";

describe("figuresJob", () => {
  it("is one for each session, due when the time for gathering is over", () => {
    const runId = RunId.parse("run-1");
    expect(figuresJob({ clock: { nowMs: () => 1_000 }, figuresEveryMs: 30_000 }, runId)).toEqual({
      kind: "session.figures",
      key: "run-1",
      payload: { runId: "run-1" },
      runAtMs: 31_000,
    });
  });
});
