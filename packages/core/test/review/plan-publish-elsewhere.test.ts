import { describe, expect, it } from "vitest";
import type { Assessment } from "../../src/assessment.js";
import { brief, fact, fromTab, good, ourFact, ours } from "./publish-samples.js";

describe("planPublish beside what is given elsewhere", () => {
  const later = (id: string, more: Partial<Assessment> = {}) =>
    fromTab(id, { createdAtMs: 6000, updatedAtMs: 6000, ...more });
  const laterFact = (id: string) => later(id, { name: "fact", type: "expectation", value: "tab" });

  it("leaves a later answer of the reviewer alone, and takes ours away beside it", () => {
    expect(brief([good], [ours("a", { valid: false }), later("t")])).toEqual([]);
    expect(brief([fact], [ourFact("a"), laterFact("t")])).toEqual(["delete a"]);
  });

  it("replaces a later value that is no answer", () => {
    expect(brief([good], [later("t", { value: "maybe" })])).toEqual(["create good over t"]);
  });

  it("writes what was accepted late although our former answer was written after that", () => {
    const late = ours("a", { updatedAtMs: 6000 });
    expect(brief([{ ...good, value: false }], [late])).toEqual(["revise a to false"]);
  });

  it("clears what was taken in from elsewhere, newest first, and nothing that came later", () => {
    const older = fromTab("s", { createdAtMs: 1500, valid: false });
    expect(brief([], [older, fromTab("t")], { formerly: ["good"] })).toEqual([
      "delete t",
      "delete s",
    ]);
    expect(brief([], [fromTab("t"), later("u")], { formerly: ["good"] })).toEqual(["delete t"]);
  });

  it("does not take a question for cleared that was never answered here", () => {
    expect(brief([], [fromTab("t")])).toEqual([]);
  });

  it("leaves alone what another session wrote over", () => {
    const theirs = fromTab("t", {
      metadata: { "labeldesk.submission": "other/item/ana@example.com" },
    });
    expect(brief([good], [theirs])).toEqual(["create good over nothing"]);
    expect(brief([], [theirs], { formerly: ["good"] })).toEqual([]);
  });
});
