/// <reference types="node" />
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { isLabelingError } from "../../src/errors.js";
import { createLocalLocks } from "../../src/labeling/local-locks.js";

describe("createLocalLocks", () => {
  it("lets one holder in at a time, in the order of asking", async () => {
    const locks = createLocalLocks();
    const seen: string[] = [];
    const work = (name: string) =>
      locks.withLock("dataset:1", 1000, async () => {
        seen.push(`${name} in`);
        await sleep(5);
        seen.push(`${name} out`);
        return name;
      });
    expect(await Promise.all([work("a"), work("b"), work("c")])).toEqual(["a", "b", "c"]);
    expect(seen).toEqual(["a in", "a out", "b in", "b out", "c in", "c out"]);
  });

  it("does not make different names wait for each other", async () => {
    const locks = createLocalLocks();
    const inner = () => locks.withLock("two", 10, async () => "both held");
    expect(await locks.withLock("one", 10, inner)).toBe("both held");
  });

  it("passes on after a holder that failed", async () => {
    const locks = createLocalLocks();
    const failing = locks.withLock("one", 10, async () => {
      throw new Error("on purpose");
    });
    await expect(failing).rejects.toThrow("on purpose");
    expect(await locks.withLock("one", 10, async () => "next")).toBe("next");
  });

  it("gives up after the wait without letting others in beside the holder", async () => {
    const locks = createLocalLocks();
    let isHeld = false;
    const holder = locks.withLock("one", 10, async () => {
      isHeld = true;
      await sleep(60);
      isHeld = false;
    });
    await expect(locks.withLock("one", 5, async () => {})).rejects.toSatisfy((error) =>
      isLabelingError(error, "UNAVAILABLE"),
    );
    expect(await locks.withLock("one", 1000, async () => isHeld)).toBe(false);
    await holder;
  });
});
