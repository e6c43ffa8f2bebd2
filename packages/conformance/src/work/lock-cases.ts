import { expect, it } from "vitest";
import { describePart, itShared } from "./work-bench.js";
import { pause } from "./poll.js";
import type { WorkStoreSuite } from "./work-store-harness.js";

/** One holder per name. */
export function describeLocks(suite: WorkStoreSuite): void {
  describePart(suite, "locks", (bench) => {
    it("lets one caller in at a time", async () => {
      let inside = 0;
      let most = 0;
      const enter = () =>
        bench.store.locks.withLock("one-at-a-time", 30_000, async () => {
          inside += 1;
          most = Math.max(most, inside);
          await pause(20);
          inside -= 1;
        });
      await Promise.all(Array.from({ length: 6 }, enter));
      expect([most, inside]).toEqual([1, 0]);
    });

    it("does not let one name wait for another", async () => {
      const { locks } = bench.store;
      const result = await locks.withLock("outer", 5_000, () =>
        locks.withLock("inner", 5_000, async () => "both"),
      );
      expect(result).toBe("both");
    });

    it("gives up with UNAVAILABLE and a sentence when the lock is not free in time", async () => {
      const { locks } = bench.store;
      await locks.withLock("busy", 5_000, async () => {
        await expect(locks.withLock("busy", 100, async () => "never")).rejects.toMatchObject({
          code: "UNAVAILABLE",
          message: expect.stringContaining("busy"),
        });
      });
      expect(await locks.withLock("busy", 5_000, async () => "free")).toBe("free");
    });

    it("is free again after its holder failed", async () => {
      const { locks } = bench.store;
      const failure = new Error("mine");
      await expect(locks.withLock("failing", 5_000, () => Promise.reject(failure))).rejects.toBe(
        failure,
      );
      expect(await locks.withLock("failing", 5_000, async () => "free")).toBe("free");
    });

    itShared(bench, "keeps two stores on the same data apart", async () => {
      const other = await bench.openAnother();
      try {
        await bench.store.locks.withLock("shared", 5_000, async () => {
          await expect(
            other.locks.withLock("shared", 100, async () => "never"),
          ).rejects.toMatchObject({ code: "UNAVAILABLE" });
        });
        expect(await other.locks.withLock("shared", 10_000, async () => "free")).toBe("free");
      } finally {
        await other.close();
      }
    });
  });
}
