import {
  DatasetId,
  ExperimentId,
  type LabelingSessionChanges,
  type LabelSchema,
  RunId,
  SyncDigest,
} from "@labeldesk/core";
import { expect, it } from "vitest";
import { abortedOptions, codeOf, rejectionOf, tick } from "./expectations.js";
import { describePort } from "./port-suite.js";
import { ANA, BEN, newSession, people, question, QUESTIONS } from "./samples.js";
import { sessionFieldCases } from "./session-field-cases.js";
import { mirrorCases } from "./mirror-cases.js";
import { figureCases } from "./figure-cases.js";
import { syncDigestCases } from "./sync-digest-cases.js";
import type { HarnessOf, PortSuite } from "./tracking-harness.js";

/** Thirty questions whose snapshot is several times longer than the 8,000 characters that MLflow keeps of a run tag. */
const THIRTY_QUESTIONS: readonly LabelSchema[] = Array.from({ length: 30 }, (_, index) =>
  question({
    name: `question ${index + 1}`,
    instruction:
      `Größe 大きさ 🏠 ${index + 1}: ${"read the whole answer first; ".repeat(30)}`.trim(),
  }),
);

/** What {@link describeSessionStore} needs. */
export type SessionStoreHarness = HarnessOf<
  "sessions" | "items" | "traces",
  "createTrace" | "createRun"
>;

/** Registers the suite of `SessionStore`. */
export function describeSessionStore(suite: PortSuite<SessionStoreHarness>): void {
  describePort("SessionStore", suite, (fixture) => {
    const store = () => fixture().tracking.sessions;
    const fresh = () => fixture().createExperiment();

    it("creates an open, active session with what the lead decided", async () => {
      const { experimentId } = fixture();
      const beforeMs = Date.now();
      const session = await store().createSession(newSession(experimentId));
      expect(session).toEqual({
        ...newSession(experimentId),
        runId: session.runId,
        state: "open",
        lifecycle: "active",
        createdAtMs: session.createdAtMs,
      });
      // Another machine's clock may differ a little.
      expect(Math.abs(session.createdAtMs - beforeMs)).toBeLessThan(60_000);
      expect(await store().getSession(session.runId)).toEqual(session);
    });

    sessionFieldCases(fixture);
    syncDigestCases(fixture);
    figureCases(fixture);
    mirrorCases(fixture);

    it("keeps every kind of question, in order", async () => {
      const labelSchemas = QUESTIONS.map(([, schema], n) => question({ ...schema, name: `q${n}` }));
      const given = newSession(fixture().experimentId, { labelSchemas });
      const { runId } = await store().createSession(given);
      expect((await store().getSession(runId)).labelSchemas).toEqual(labelSchemas);
    });

    it("keeps thirty long questions", async () => {
      const given = newSession(fixture().experimentId, { labelSchemas: [...THIRTY_QUESTIONS] });
      const { runId } = await store().createSession(given);
      expect((await store().getSession(runId)).labelSchemas).toEqual(THIRTY_QUESTIONS);
    });

    it.each([0, 25])("keeps %i assigned users, in order", async (count) => {
      const assignedUsers = [...people(count)].toReversed();
      const given = newSession(fixture().experimentId, { assignedUsers });
      const { runId } = await store().createSession(given);
      expect((await store().getSession(runId)).assignedUsers).toEqual(assignedUsers);
    });

    it("makes two sessions of one name", async () => {
      const experimentId = await fresh();
      const first = await store().createSession(newSession(experimentId));
      const second = await store().createSession(newSession(experimentId));
      expect(second.runId).not.toBe(first.runId);
      expect(await store().listSessions(experimentId)).toHaveLength(2);
    });

    it("creates once per creation key: a repeat returns the first session as it is now", async () => {
      const experimentId = await fresh();
      const given = newSession(experimentId, { creationKey: `key ${crypto.randomUUID()}` });
      const first = await store().createSession(given);
      const changed = await store().updateSession(first.runId, { name: "Renamed" });
      expect(await store().createSession({ ...given, name: "Again" })).toEqual(changed);
      expect(await store().listSessions(experimentId)).toEqual([changed]);
    });

    it("creates once per creation key when several callers create at once", async () => {
      const experimentId = await fresh();
      const given = newSession(experimentId, { creationKey: `key ${crypto.randomUUID()}` });
      const created = await Promise.all([1, 2, 3, 4].map(() => store().createSession(given)));
      expect(new Set(created.map(({ runId }) => runId)).size).toBe(1);
      expect(await store().listSessions(experimentId)).toHaveLength(1);
    });

    it("returns the first session of a creation key also when it was deleted since", async () => {
      const experimentId = await fresh();
      const given = newSession(experimentId, { creationKey: `key ${crypto.randomUUID()}` });
      const { runId } = await store().createSession(given);
      await store().deleteSession(runId);
      expect(await store().createSession(given)).toMatchObject({ runId, lifecycle: "deleted" });
    });

    it("refuses to create in an experiment that does not exist", async () => {
      const given = newSession(ExperimentId.parse("999999999"));
      expect(await codeOf(store().createSession(given))).toBe("NOT_FOUND");
    });

    it("lists the sessions of one experiment, newest first", async () => {
      const [experimentId, other] = [await fresh(), await fresh()];
      const first = await store().createSession(newSession(experimentId));
      await tick();
      await store().createSession(newSession(other));
      await tick();
      const second = await store().createSession(newSession(experimentId));
      expect(await store().listSessions(experimentId)).toEqual([second, first]);
    });

    it.each<LabelingSessionChanges>([
      { name: "Größe 大きさ" },
      { assignedUsers: [...people(12)] },
      { assignedUsers: [] },
      { labelsPerTrace: 3 },
      { labelsPerTrace: "everyone" },
      { state: "closed" },
      { deployment: "labeldesk/prod", tenant: "T0123ABC" },
    ])("changes the fields given and leaves the others: %j", async (changes) => {
      const given = newSession(fixture().experimentId, { labelsPerTrace: 2 });
      const before = await store().createSession(given);
      const after = await store().updateSession(before.runId, changes);
      expect(after).toEqual({ ...before, ...changes });
      expect(await store().getSession(before.runId)).toEqual(after);
    });

    it("keeps nothing of a long list of people that became short", async () => {
      const given = newSession(fixture().experimentId, { assignedUsers: [...people(300)] });
      const { runId } = await store().createSession(given);
      await store().updateSession(runId, { assignedUsers: [BEN, ANA] });
      expect((await store().getSession(runId)).assignedUsers).toEqual([BEN, ANA]);
    });

    it("opens a closed session again", async () => {
      const { runId } = await store().createSession(newSession(fixture().experimentId));
      await store().updateSession(runId, { state: "closed" });
      expect(await store().updateSession(runId, { state: "open" })).toMatchObject({
        state: "open",
      });
    });

    it("deletes a session, which is found but not listed then; deleting twice is no error", async () => {
      const experimentId = await fresh();
      const session = await store().createSession(newSession(experimentId));
      await store().deleteSession(session.runId);
      await store().deleteSession(session.runId);
      expect(await store().listSessions(experimentId)).toEqual([]);
      const deleted = { ...session, lifecycle: "deleted" };
      expect(await store().getSession(session.runId)).toEqual(deleted);
    });

    it("refuses to change a deleted session", async () => {
      const { runId } = await store().createSession(newSession(fixture().experimentId));
      await store().deleteSession(runId);
      expect(await codeOf(store().updateSession(runId, { name: "Late" }))).toBe("CONFLICT");
    });

    it("restores a deleted session; restoring an active one changes nothing", async () => {
      const experimentId = await fresh();
      const session = await store().createSession(newSession(experimentId));
      await store().deleteSession(session.runId);
      expect(await store().restoreSession(session.runId)).toEqual(session);
      expect(await store().restoreSession(session.runId)).toEqual(session);
      expect(await store().listSessions(experimentId)).toEqual([session]);
    });

    it("leaves traces and their assessments when a session is deleted", async () => {
      const { tracking, createTrace, createExperiment } = fixture();
      const experimentId = await createExperiment();
      const traceId = await createTrace(experimentId, {});
      const { runId } = await store().createSession(newSession(experimentId));
      await tracking.items.addItems(runId, [{ source: { kind: "trace", traceId } }]);
      await store().deleteSession(runId);
      expect(await tracking.traces.getTraceInfos([traceId])).toHaveLength(1);
    });

    it("knows no session under an unknown run id, nor under that of a run that is no session", async () => {
      const { createRun, createExperiment } = fixture();
      const experimentId = await createExperiment();
      const otherRun = await createRun(experimentId);
      for (const runId of [RunId.parse("0".repeat(32)), RunId.parse("no-run"), otherRun]) {
        // eslint-disable-next-line no-await-in-loop -- one after the other, as deleting must change nothing
        expect(await codesOfAll(runId)).toEqual(Array(4).fill("NOT_FOUND"));
      }
      expect(await store().listSessions(experimentId)).toEqual([]);
    });

    function codesOfAll(runId: RunId): Promise<readonly string[]> {
      return Promise.all([
        codeOf(store().getSession(runId)),
        codeOf(store().updateSession(runId, { name: "any" })),
        codeOf(store().deleteSession(runId)),
        codeOf(store().restoreSession(runId)),
      ]);
    }

    it("rejects with the reason of a signal that is aborted already, and creates nothing", async () => {
      const experimentId = await fresh();
      const aborted = abortedOptions();
      const runId = RunId.parse("any");
      const datasetId = DatasetId.parse("any");
      const calls = [
        store().createSession(newSession(experimentId), aborted),
        store().getSession(runId, aborted),
        store().listSessions(experimentId, aborted),
        store().updateSession(runId, { name: "any" }, aborted),
        store().deleteSession(runId, aborted),
        store().restoreSession(runId, aborted),
        store().findSyncDigest(runId, datasetId, aborted),
        store().saveSyncDigest(runId, datasetId, SyncDigest.parse(""), aborted),
      ];
      for (const reason of await Promise.all(calls.map(rejectionOf))) {
        expect(reason).toBe(aborted.reason);
      }
      expect(await store().listSessions(experimentId)).toEqual([]);
    });
  });
}
