import { DatasetId, RunId, SyncDigest } from "@labeldesk/core";
import { expect, it } from "vitest";
import { codeOf } from "./expectations.js";
import type { PortFixture } from "./port-suite.js";
import { newSession } from "./samples.js";
import type { HarnessOf } from "./tracking-harness.js";

/** A digest of so many characters, every part of it another one. */
function digestOf(length: number, seed = ""): SyncDigest {
  const numbers = Array.from({ length: Math.ceil(length / 12) }, (_, index) =>
    `${seed}-_aZ${index}`.padStart(12, "0"),
  );
  return SyncDigest.parse(numbers.join("").slice(0, length));
}

/** What becomes of the digests of syncs. */
export function syncDigestCases(fixture: () => PortFixture<HarnessOf<"sessions">>): void {
  const store = () => fixture().tracking.sessions;
  const golden = DatasetId.parse(`d-${"1".repeat(32)}`);
  const other = DatasetId.parse(`d-${"1".repeat(31)}2`);
  const create = async () =>
    (await store().createSession(newSession(fixture().experimentId))).runId;

  it("has no digest of a sync before one is saved", async () => {
    expect(await store().findSyncDigest(await create(), golden)).toBeUndefined();
  });

  it.each([12, 7_999, 8_000, 8_001, 150_000])("keeps a digest of %i characters", async (length) => {
    const runId = await create();
    const digest = digestOf(length);
    expect(await store().saveSyncDigest(runId, golden, digest)).toBe("saved");
    expect(await store().findSyncDigest(runId, golden)).toBe(digest);
  });

  it("keeps the last digest only, also a shorter or an empty one", async () => {
    const runId = await create();
    for (const digest of [
      digestOf(30_000, "b"),
      digestOf(20_000, "c"),
      digestOf(12),
      digestOf(0),
    ]) {
      // eslint-disable-next-line no-await-in-loop -- each one replaces the one before
      await store().saveSyncDigest(runId, golden, digest);
      // eslint-disable-next-line no-await-in-loop -- each one replaces the one before
      expect((await store().findSyncDigest(runId, golden)) ?? "").toBe(digest);
    }
  });

  it("keeps one digest for each session and dataset, and the session as it was", async () => {
    const [first, second] = [await create(), await create()];
    const before = await store().getSession(first);
    await store().saveSyncDigest(first, golden, digestOf(24, "a"));
    await store().saveSyncDigest(first, other, digestOf(24, "b"));
    await store().saveSyncDigest(second, golden, digestOf(24, "c"));
    expect(await store().findSyncDigest(first, golden)).toBe(digestOf(24, "a"));
    expect(await store().findSyncDigest(first, other)).toBe(digestOf(24, "b"));
    expect(await store().findSyncDigest(second, golden)).toBe(digestOf(24, "c"));
    expect(await store().findSyncDigest(second, other)).toBeUndefined();
    expect(await store().getSession(first)).toEqual(before);
  });

  it("drops the digest before when one is too large to keep", async () => {
    const runId = await create();
    await store().saveSyncDigest(runId, golden, digestOf(24));
    const huge = digestOf(3_000_000);
    const outcome = await store().saveSyncDigest(runId, golden, huge);
    const found = await store().findSyncDigest(runId, golden);
    expect([outcome, found === huge, found === undefined]).toEqual(
      outcome === "saved" ? ["saved", true, false] : ["tooLarge", false, true],
    );
  });

  it("keeps a digest when the session changes", async () => {
    const runId = await create();
    await store().saveSyncDigest(runId, golden, digestOf(24));
    await store().updateSession(runId, { name: "Renamed" });
    expect(await store().findSyncDigest(runId, golden)).toBe(digestOf(24));
  });

  it("saves no digest of a deleted session, and has the one before when it is restored", async () => {
    const runId = await create();
    await store().saveSyncDigest(runId, golden, digestOf(24));
    await store().deleteSession(runId);
    expect(await codeOf(store().saveSyncDigest(runId, golden, digestOf(12)))).toBe("CONFLICT");
    await store().restoreSession(runId);
    expect(await store().findSyncDigest(runId, golden)).toBe(digestOf(24));
  });

  it("knows no digest under an unknown run id", async () => {
    const nowhere = RunId.parse("0".repeat(32));
    expect(await codeOf(store().findSyncDigest(nowhere, golden))).toBe("NOT_FOUND");
    expect(await codeOf(store().saveSyncDigest(nowhere, golden, digestOf(12)))).toBe("NOT_FOUND");
  });
}
