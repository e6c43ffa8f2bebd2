import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { sendTraces } from "../support/bulk-traces.js";
import { openHarness } from "../support/mlflow-harness.js";
import { PLAIN_CELL, startCell, whyNot, type CellServer } from "../support/server-cells.js";

const CELL = { ...PLAIN_CELL, backend: "PostgreSQL" } as const;
const skip = await whyNot(CELL);
const why = skip === undefined ? "" : ` (skipped: ${skip})`;

const COUNT = 10_000;
const MAX_MB = 300;
/**
 * All of the client's heap, as Node sizes it by itself in a container of twice that. On a machine with much memory it leaves
 * garbage lying instead, which says nothing about what is needed.
 */
const HEAP_MB = 192;
const START_MS = 1_795_470_000_000;

const Step = z.object({ name: z.string(), count: z.int(), ms: z.number(), peakMb: z.number() });

describe.skipIf(skip !== undefined)(`a session of ${COUNT} traces on a real server${why}`, () => {
  let running: CellServer | undefined;
  let directory = "";
  beforeAll(async () => {
    running = await startCell(CELL);
    directory = await mkdtemp(join(tmpdir(), "labeldesk-large-"));
  });
  afterAll(async () => {
    await running?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  /** Runs the client and gives what its steps came to, by their names. */
  async function runClient(asked: object): Promise<ReadonlyMap<string, z.infer<typeof Step>>> {
    const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
    const hooks = path("../support/source-hooks.mjs");
    const node = [`--max-heap-size=${HEAP_MB}`, "--import", hooks];
    const script = [path("large-session-process.ts"), JSON.stringify(asked)];
    const client = spawn(process.execPath, [...node, ...script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise<number | null>((resolve) => client.on("close", resolve));
    const steps = new Map<string, z.infer<typeof Step>>();
    for await (const line of createInterface({ input: client.stdout })) {
      process.stdout.write(`${line}\n`);
      const step = Step.parse(JSON.parse(line));
      steps.set(step.name, step);
    }
    expect(await ended).toBe(0);
    return steps;
  }

  it("is created, listed, answered, counted and synced, in less than 300 MB", async () => {
    const { url } = running?.server ?? { url: "" };
    const experimentId = await openHarness({ url }).createExperiment();
    const traces = Array.from({ length: COUNT }, (_, index) => ({
      startMs: START_MS + index,
      inputs: `{"question": "Number ${index}", "text": "${"long ".repeat(100)}"}`,
    }));
    await sendTraces(url, experimentId, traces);
    const steps = await runClient({ url, experimentId, directory });
    expect([...steps].map(([name, { count }]) => [name, count])).toEqual([
      ["add", COUNT],
      ["list", COUNT],
      ["enrol", COUNT],
      ["progress", COUNT],
      ["answer", COUNT],
      ["progress again", COUNT],
      ["sync", COUNT],
      ["sync again", COUNT],
    ]);
    const peaks = [...steps.values()].map(({ peakMb }) => peakMb);
    expect(Math.max(...peaks)).toBeLessThan(MAX_MB);
  }, 3_600_000);
});
