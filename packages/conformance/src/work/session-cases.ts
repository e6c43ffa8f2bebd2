import { expect, it } from "vitest";
import {
  ana,
  ben,
  describePart,
  itemId,
  keyOf,
  newRunId,
  offered,
  sessionOf,
  submissionOf,
} from "./work-bench.js";
import type { WorkStoreSuite } from "./work-store-harness.js";

/** What a delivered session must keep to. */
export function describeSessions(suite: WorkStoreSuite): void {
  describePart(suite, "sessions", (bench) => {
    it("gives back a session as it was saved", async () => {
      const session = {
        ...sessionOf(newRunId(), { people: [ana, ben], labelsPerTrace: 2 }),
        name: "Günther’s “odd” session; drop table x --",
        deployment: "desk",
        tenant: "T1",
      };
      await bench.within(({ sessions }) => sessions.saveSession(session));
      expect(await bench.within(({ sessions }) => sessions.findSession(session.runId))).toEqual(
        session,
      );
    });

    it("replaces a session that is saved again", async () => {
      const session = sessionOf(newRunId());
      const renamed = { ...session, name: "Another name", assignedUsers: [ana, ben] };
      await bench.within(({ sessions }) => sessions.saveSession(session));
      await bench.within(({ sessions }) => sessions.saveSession(renamed));
      expect(await bench.within(({ sessions }) => sessions.findSession(session.runId))).toEqual(
        renamed,
      );
    });

    it("does not know a session that was never saved", async () => {
      const runId = newRunId();
      expect(await bench.within(({ sessions }) => sessions.findSession(runId))).toBeUndefined();
    });

    it("lists active sessions, closed ones too, newest first", async () => {
      const older = { ...sessionOf(newRunId()), createdAtMs: 1_000 };
      const newer = { ...sessionOf(newRunId(), { state: "closed" }), createdAtMs: 2_000 };
      const deleted = { ...sessionOf(newRunId(), { lifecycle: "deleted" }), createdAtMs: 3_000 };
      await bench.within(async ({ sessions }) => {
        await sessions.saveSession(older);
        await sessions.saveSession(newer);
        await sessions.saveSession(deleted);
      });
      const listed = await bench.within(({ sessions }) => sessions.listSessions());
      const mine = new Set([older, newer, deleted].map(({ runId }) => runId));
      expect(listed.map(({ runId }) => runId).filter((runId) => mine.has(runId))).toEqual([
        newer.runId,
        older.runId,
      ]);
    });

    it("forgets the open work of a removed session and keeps its unpublished submissions", async () => {
      const runId = await bench.begin({ items: 2 });
      const key = keyOf(runId, 1, ana);
      await bench.offer(runId, ana);
      await bench.within(({ submissions }) => submissions.accept(submissionOf(key, "one")));
      await bench.within(({ sessions }) => sessions.removeSession(runId));
      await bench.within(async ({ sessions, assignments, submissions }) => {
        expect(await sessions.findSession(runId)).toBeUndefined();
        expect(await assignments.listItems(runId)).toEqual([]);
        expect(await assignments.listAssignments(runId, ana)).toEqual([]);
        expect(await submissions.listUnpublished(1_000)).toContainEqual(
          expect.objectContaining(key),
        );
      });
    });

    it("knows the answers again when a removed session comes back", async () => {
      const runId = await bench.begin({ items: 2 });
      await bench.within(async ({ sessions, assignments, submissions }) => {
        const key = keyOf(runId, 1, ana);
        const items = await assignments.listItems(runId);
        await submissions.accept(submissionOf(key, "one"));
        await assignments.settle(key);
        await sessions.removeSession(runId);
        await sessions.saveSession(sessionOf(runId));
        await assignments.addItems(runId, items);
      });
      expect(offered(await bench.offer(runId, ana))).toBe(itemId(2));
      expect(await bench.within(({ assignments }) => assignments.progress(runId))).toMatchObject({
        labels: 1,
      });
    });

    it("takes it calmly when an unknown session is removed", async () => {
      const runId = newRunId();
      await bench.within(({ sessions }) => sessions.removeSession(runId));
      expect(await bench.within(({ sessions }) => sessions.findSession(runId))).toBeUndefined();
    });
  });
}
