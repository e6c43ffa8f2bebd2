import { describe, expect, it } from "vitest";
import { ReviewerEmail } from "../../src/ids.js";
import { provenanceTags, readProvenance, type Provenance } from "../../src/sync/provenance.js";
import { SESSION } from "./labels.js";

const provenance: Provenance = {
  runId: SESSION,
  reviewers: [ReviewerEmail.parse("ana@example.com")],
  givenAtMs: 1_000,
  how: "majority",
};

describe("the provenance of an expectation", () => {
  it.each(["fact", "a/b.c = d", "__proto__", "größe"])("is read back from its tag: %s", (name) => {
    const tags = provenanceTags(Object.fromEntries([[name, provenance]]));
    expect(Object.keys(tags)).toEqual([`labeldesk.provenance.${name}`]);
    expect(readProvenance({ tags }, name)).toEqual(provenance);
    expect(readProvenance({ tags }, "another")).toBeUndefined();
  });

  it.each([
    "",
    "{",
    "null",
    "[]",
    `{"runId":"r"}`,
    `{"runId":"r","reviewers":["nobody"],"givenAtMs":1,"how":"majority"}`,
  ])("is not known where somebody wrote %j under its name", (text) => {
    expect(readProvenance({ tags: { "labeldesk.provenance.fact": text } }, "fact")).toBeUndefined();
  });
});
