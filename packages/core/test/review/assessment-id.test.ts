import { describe, expect, it } from "vitest";
import { TraceId, RunId } from "../../src/ids.js";
import { adjudicationIdFor, assessmentIdFor } from "../../src/review/assessment-id.js";
import { ana, runId, traceId } from "./publish-samples.js";

describe("assessmentIdFor", () => {
  const parts = { runId, traceId, name: "good", reviewer: ana, generation: 1 };

  it("gives the same id for the same parts: what was written by one release is recognised by the next", async () => {
    expect(await assessmentIdFor(parts)).toBe("a-473ae0920fee91e7ac9aa627cae95816");
    expect(await assessmentIdFor({ ...parts })).toBe(await assessmentIdFor(parts));
  });

  it("gives another id when any part differs", async () => {
    const others = [
      parts,
      { ...parts, generation: 2 },
      { ...parts, name: "goo" },
      { ...parts, name: "d", traceId: TraceId.parse("trgoo") },
      { ...parts, runId: RunId.parse("run2") },
    ];
    const ids = await Promise.all(others.map(assessmentIdFor));
    expect(new Set(ids).size).toBe(others.length);
  });

  it("never gives a decision the id of its author's own answer", async () => {
    expect(await adjudicationIdFor(parts)).not.toBe(await assessmentIdFor(parts));
    expect(await adjudicationIdFor(parts)).toBe(await adjudicationIdFor({ ...parts }));
  });
});
