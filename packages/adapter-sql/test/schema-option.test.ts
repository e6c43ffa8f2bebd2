import { openTestDatabase } from "@labeldesk/test-postgres";
import { describe, expect, it } from "vitest";
import { openSqlWorkStore } from "../src/index.js";
import { item, key, runId, session, submissionBy } from "./support/review-samples.js";

const server = await openTestDatabase();

describe.skipIf(server.kind === "missing")("a schema of its own on PostgreSQL", () => {
  it("keeps two stores in one database apart, their jobs and locks too", async () => {
    if (server.kind === "missing") throw new Error(server.reason);
    const { url } = server;
    const [staging, production] = await Promise.all(
      ["staging", "production"].map((schema) =>
        openSqlWorkStore({ database: { kind: "postgres", url, schema } }),
      ),
    );
    if (!staging || !production) throw new Error("both stores are open");
    await staging.transaction(async ({ sessions, assignments, submissions, jobs }) => {
      await sessions.saveSession(session);
      await assignments.addItems(runId, [item]);
      await assignments.offerNext(runId, key.reviewer, { nowMs: 1, leaseMs: 1 });
      await submissions.accept(submissionBy("one"));
      await jobs.enqueue({ kind: "publish", key: "k", payload: {} });
    });
    await production.transaction(async ({ sessions, submissions, jobs }) => {
      expect(await sessions.findSession(runId)).toBeUndefined();
      expect(await submissions.listUnpublished(10)).toEqual([]);
      expect(await jobs.enqueue({ kind: "publish", key: "k", payload: {} })).toBe("enqueued");
    });
    const both = await staging.locks.withLock("import", 1_000, () =>
      production.locks.withLock("import", 1_000, async () => "both"),
    );
    expect(both).toBe("both");
    await Promise.all([staging.close(), production.close()]);
    await server.drop();
  });
});

describe("a database that cannot be reached", () => {
  it("is refused with a sentence", async () => {
    const url = "postgresql://nobody@127.0.0.1:1/none";
    await expect(openSqlWorkStore({ database: { kind: "postgres", url } })).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringContaining("does not answer"),
    });
  });

  it("is refused with a sentence when the file cannot be made", async () => {
    const file = "/no/such/folder/work.db";
    await expect(openSqlWorkStore({ database: { kind: "sqlite", file } })).rejects.toMatchObject({
      name: "LabelingError",
    });
  });
});
