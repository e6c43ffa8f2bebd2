import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { withDirectoryLock } from "../src/index.js";

describe("withDirectoryLock", () => {
  it("lets one in at a time and takes over from a process that died", async () => {
    const directory = await mkdtemp(join(tmpdir(), "labeldesk-lock-"));
    const lock = join(directory, "lock");
    await mkdir(lock);
    // No process has this id: it is above the largest that Linux gives.
    await writeFile(join(lock, "owner"), "4194999");
    let inside = 0;
    const enter = () =>
      withDirectoryLock(lock, async () => {
        inside += 1;
        expect(inside).toBe(1);
        await sleep(50);
        inside -= 1;
      });
    await Promise.all([enter(), enter(), enter()]);
    await rm(directory, { recursive: true });
    expect(inside).toBe(0);
  });
});
