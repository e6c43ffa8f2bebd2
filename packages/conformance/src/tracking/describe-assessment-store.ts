import { AssessmentId, type Json, type RunId, TraceId } from "@labeldesk/core";
import { beforeAll, expect, it } from "vitest";
import { abortedOptions, codeOf, rejectionOf, tick } from "./expectations.js";
import { describePort } from "./port-suite.js";
import { ANA, BEN, newAssessment, newSession } from "./samples.js";
import type { HarnessOf, PortSuite } from "./tracking-harness.js";

const VALUES: readonly Json[] = [
  true,
  false,
  0,
  3,
  -2.5,
  "Pass",
  "true",
  "3",
  "Größe 大きさ 🏠\n\n<b>&amp;</b> \"quoted\" \\ 'single'",
  "a long text ".repeat(500),
  ["one"],
  ["one", "two – 大きい", "3"],
  [],
];

const TYPES = ["feedback", "expectation"] as const;

/** What {@link describeAssessmentStore} needs. */
export type AssessmentStoreHarness = HarnessOf<
  "assessments" | "sessions",
  "createTrace" | "deleteTrace"
>;

/** Registers the suite of `AssessmentStore`. */
export function describeAssessmentStore(suite: PortSuite<AssessmentStoreHarness>): void {
  describePort("AssessmentStore", suite, (fixture) => {
    const store = () => fixture().tracking.assessments;
    const newTrace = () => fixture().createTrace(fixture().experimentId, {});
    const nowhere = TraceId.parse("tr-00000000000000000000000000000000");
    let runId: RunId;
    beforeAll(async () => {
      const { tracking, experimentId } = fixture();
      ({ runId } = await tracking.sessions.createSession(newSession(experimentId)));
    });

    it("has no assessments on a new trace", async () => {
      expect(await store().listAssessments(await newTrace())).toEqual([]);
    });

    it.each(TYPES)("keeps everything about a %s", async (type) => {
      const traceId = await newTrace();
      const given = newAssessment(traceId, runId, {
        type,
        name: "Größe – 大きさ (is it right?)",
        value: "large",
        source: { kind: "human", id: BEN },
        rationale: `It says "大きい" 🏠.\nSecond line; ${"and more. ".repeat(300)}`.trim(),
        metadata: { "labeldesk.key": "run/item/ben@example.com", note: "Größe" },
      });
      expect(await store().writeAssessment(given)).toBe("written");
      const [found, ...others] = await store().listAssessments(traceId);
      expect(found).toMatchObject({ ...given, valid: true });
      expect(found?.updatedAtMs).toBeGreaterThanOrEqual(found?.createdAtMs ?? Infinity);
      expect(others).toEqual([]);
    });

    it.each(TYPES)("gives no rationale where a %s has none", async (type) => {
      const traceId = await newTrace();
      await store().writeAssessment(newAssessment(traceId, runId, { type }));
      expect((await store().listAssessments(traceId))[0]?.rationale).toBeUndefined();
    });

    it.each(TYPES)("reads the value of a %s back equal, whatever it is", async (type) => {
      const traceId = await newTrace();
      for (const [index, value] of VALUES.entries()) {
        const given = newAssessment(traceId, runId, { type, value, name: `value ${index}` });
        // eslint-disable-next-line no-await-in-loop -- one trace, and order does not matter
        await store().writeAssessment(given);
      }
      const found = await store().listAssessments(traceId);
      const byName = new Map(found.map(({ name, value }) => [name, value]));
      expect(VALUES.map((_, index) => byName.get(`value ${index}`))).toEqual(VALUES);
    });

    it.each([
      { kind: "human", id: ANA },
      { kind: "llmJudge", id: "judge/v1" },
      { kind: "code", id: "checks.ts" },
    ] as const)("keeps who made it: $kind", async (source) => {
      const traceId = await newTrace();
      await store().writeAssessment(newAssessment(traceId, runId, { source }));
      expect((await store().listAssessments(traceId))[0]?.source).toEqual(source);
    });

    it("lists assessments oldest first", async () => {
      const traceId = await newTrace();
      for (const name of ["b", "c", "a"]) {
        // eslint-disable-next-line no-await-in-loop -- the order is what is tested
        await store().writeAssessment(newAssessment(traceId, runId, { name }));
        // eslint-disable-next-line no-await-in-loop
        await tick();
      }
      const names = (await store().listAssessments(traceId)).map(({ name }) => name);
      expect(names).toEqual(["b", "c", "a"]);
    });

    it("writes once by id: a repeat leaves what is there", async () => {
      const traceId = await newTrace();
      const given = newAssessment(traceId, runId, { value: true, rationale: "first" });
      await store().writeAssessment(given);
      const before = await store().listAssessments(traceId);
      const repeat = { ...given, value: false, rationale: "second" };
      expect(await store().writeAssessment(repeat)).toBe("exists");
      expect(await store().listAssessments(traceId)).toEqual(before);
    });

    it("writes once by id when several callers write at once", async () => {
      const traceId = await newTrace();
      const given = newAssessment(traceId, runId);
      const outcomes = await Promise.all([1, 2, 3, 4].map(() => store().writeAssessment(given)));
      expect(outcomes.toSorted()).toEqual(["exists", "exists", "exists", "written"]);
      expect(await store().listAssessments(traceId)).toHaveLength(1);
    });

    it("keeps assessments of one name by several people apart", async () => {
      const traceId = await newTrace();
      await store().writeAssessment(newAssessment(traceId, runId));
      const other = { value: false, source: { kind: "human", id: BEN } } as const;
      await store().writeAssessment(newAssessment(traceId, runId, other));
      const found = await store().listAssessments(traceId);
      expect(new Map(found.map(({ source, value }) => [source.id, value]))).toEqual(
        new Map([
          [ANA, true],
          [BEN, false],
        ]),
      );
    });

    it("takes the validity of an overridden feedback and gives it back when the other is deleted", async () => {
      const traceId = await newTrace();
      const first = newAssessment(traceId, runId);
      const overriding = { value: false, overrides: first.assessmentId };
      const second = newAssessment(traceId, runId, overriding);
      await store().writeAssessment(first);
      await tick();
      await store().writeAssessment(second);
      expect(await store().listAssessments(traceId)).toMatchObject([
        { assessmentId: first.assessmentId, valid: false },
        { assessmentId: second.assessmentId, valid: true },
      ]);
      await store().deleteAssessment(traceId, second.assessmentId);
      expect(await store().listAssessments(traceId)).toMatchObject([
        { assessmentId: first.assessmentId, valid: true },
      ]);
    });

    it.each(TYPES)(
      "revises value, rationale and metadata keys of a %s and leaves the rest",
      async (type) => {
        const traceId = await newTrace();
        const given = newAssessment(traceId, runId, {
          type,
          value: ["one", "two"],
          rationale: "first",
          metadata: { revision: "1", kept: "yes" },
        });
        await store().writeAssessment(given);
        const [before] = await store().listAssessments(traceId);
        await tick();
        const revision = {
          type,
          value: ["three"],
          rationale: "second",
          metadata: { revision: "2" },
        };
        await store().reviseAssessment(traceId, given.assessmentId, revision);
        const [after, ...others] = await store().listAssessments(traceId);
        const metadata = { revision: "2", kept: "yes" };
        expect(after).toMatchObject({ ...given, value: ["three"], rationale: "second", metadata });
        expect(after?.createdAtMs).toBe(before?.createdAtMs);
        expect(after?.updatedAtMs).toBeGreaterThan(before?.updatedAtMs ?? Infinity);
        expect(others).toEqual([]);
      },
    );

    it.each(TYPES)("removes the rationale of a %s by a revision without one", async (type) => {
      const traceId = await newTrace();
      const given = newAssessment(traceId, runId, { type, rationale: "wrong" });
      await store().writeAssessment(given);
      const revision = { type, value: true, metadata: {} };
      await store().reviseAssessment(traceId, given.assessmentId, revision);
      const [found] = await store().listAssessments(traceId);
      expect(found?.rationale).toBeUndefined();
      expect(found).toMatchObject({ value: true, valid: true });
    });

    it("deletes an assessment, also when it or its trace is gone already", async () => {
      const traceId = await newTrace();
      const [deleted, kept] = [newAssessment(traceId, runId), newAssessment(traceId, runId)];
      await store().writeAssessment(deleted);
      await store().writeAssessment(kept);
      await store().deleteAssessment(traceId, deleted.assessmentId);
      await store().deleteAssessment(traceId, deleted.assessmentId);
      await store().deleteAssessment(nowhere, deleted.assessmentId);
      const found = await store().listAssessments(traceId);
      expect(found.map(({ assessmentId }) => assessmentId)).toEqual([kept.assessmentId]);
    });

    it("writes a deleted assessment again under its id", async () => {
      const traceId = await newTrace();
      const given = newAssessment(traceId, runId);
      await store().writeAssessment(given);
      await store().deleteAssessment(traceId, given.assessmentId);
      expect(await store().writeAssessment({ ...given, value: false })).toBe("written");
      expect(await store().listAssessments(traceId)).toMatchObject([{ value: false }]);
    });

    it("refuses to read, write and revise on a trace that does not exist or was deleted", async () => {
      const gone = await newTrace();
      await store().writeAssessment(newAssessment(gone, runId));
      await fixture().deleteTrace(fixture().experimentId, gone);
      for (const traceId of [nowhere, gone]) {
        // eslint-disable-next-line no-await-in-loop -- two cases
        expect(await codesOn(traceId)).toEqual(["NOT_FOUND", "NOT_FOUND", "NOT_FOUND"]);
      }
    });

    function codesOn(traceId: TraceId): Promise<readonly string[]> {
      const given = newAssessment(traceId, runId);
      return Promise.all([
        codeOf(store().listAssessments(traceId)),
        codeOf(store().writeAssessment(given)),
        codeOf(store().reviseAssessment(traceId, given.assessmentId, given)),
      ]);
    }

    it("refuses to revise an assessment that the trace does not have", async () => {
      const traceId = await newTrace();
      const revision = { type: "feedback", value: true, metadata: {} } as const;
      const unknown = AssessmentId.parse("a-no-such-assessment");
      const revising = store().reviseAssessment(traceId, unknown, revision);
      expect(await codeOf(revising)).toBe("NOT_FOUND");
    });

    it("rejects with the reason of a signal that is aborted already, and writes nothing", async () => {
      const traceId = await newTrace();
      const given = newAssessment(traceId, runId);
      const aborted = abortedOptions();
      const calls = [
        store().listAssessments(traceId, aborted),
        store().writeAssessment(given, aborted),
        store().reviseAssessment(traceId, given.assessmentId, given, aborted),
        store().deleteAssessment(traceId, given.assessmentId, aborted),
      ];
      for (const reason of await Promise.all(calls.map(rejectionOf))) {
        expect(reason).toBe(aborted.reason);
      }
      expect(await store().listAssessments(traceId)).toEqual([]);
    });
  });
}
