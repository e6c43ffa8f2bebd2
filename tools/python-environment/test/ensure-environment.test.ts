import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ensureEnvironment, ensureStatistics, run } from "../src/index.js";
import type { EnvironmentSpec } from "../src/index.js";

/** `--no-index` is a machine without a network: pip finds no package anywhere. */
const OFFLINE: EnvironmentSpec = {
  name: "offline-1",
  title: "The test's package",
  minMinor: 10,
  requirements: ["--no-index", "labeldesk-no-such-package==1.0"],
  check: ["python", "--version"],
};

describe("ensureEnvironment", () => {
  let cache = "";
  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), "labeldesk-cache-"));
    vi.stubEnv("XDG_CACHE_HOME", cache);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await rm(cache, { recursive: true });
  });

  it("says which package could not be installed, and leaves no half environment", async () => {
    const outcome = await ensureEnvironment(OFFLINE);
    expect(outcome).toMatchObject({
      kind: "missing",
      reason: expect.stringMatching(
        /^The test's package could not be installed: [^]*labeldesk-no-such-package==1\.0/,
      ),
    });
    expect(await readdir(join(cache, "labeldesk"))).toEqual([]);
  });

  it("says which Python to install when there is none", async () => {
    vi.stubEnv("PATH", cache);
    const outcome = await ensureEnvironment({ ...OFFLINE, minMinor: 11 });
    expect(outcome).toMatchObject({
      kind: "missing",
      reason: expect.stringContaining("The test's package needs Python 3.11 or later"),
    });
  });
});

describe("ensureStatistics", () => {
  it("gives a Python with exactly the named versions", async () => {
    const statistics = await ensureStatistics();
    if (statistics.kind === "missing") throw new Error(statistics.reason);
    const program =
      "from importlib.metadata import version as v; print(v('krippendorff'), v('scikit-learn'), v('statsmodels'))";
    const { output } = await run(statistics.python, ["-c", program]);
    expect(output.trim()).toBe("0.9.0 1.9.1 0.15.0");
    // The first time downloads the packages.
  }, 600_000);
});
