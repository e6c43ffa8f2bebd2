import { ensureStatistics } from "@labeldesk/python-environment";
import { describe, expect, it } from "vitest";
import { runPeer } from "../../src/core/programs.js";
import { disagreements, rowOf, tableOf } from "../../src/core/report.js";
import { CASES } from "../../src/core/cases/cases.js";

const SIZE = 2_000;

describe("every case", async () => {
  const python = await ensureStatistics();

  it.each(CASES)("$name does the same work as its peer", async (bench) => {
    if (python.kind === "missing") throw new Error(python.reason);
    const outcome = await bench.prepare(SIZE)();
    const peer = await runPeer(bench, SIZE, python.python);
    expect(disagreements(outcome, peer.outcome)).toEqual([]);
  });
});

describe("the report", () => {
  it("names figures that differ and figures that one side lacks", () => {
    expect(disagreements({ a: 1, b: 2 }, { a: 1 + 1e-12, c: 2 })).toEqual([
      "b is 2 here and undefined with the peer",
      "c is undefined here and 2 with the peer",
    ]);
  });

  it("gives the growth from a tenth and the ratio to the peer", () => {
    const [bench] = CASES;
    if (bench === undefined) throw new Error("There are no cases.");
    const run = (seconds: number) => ({ seconds, peakMiB: 100.4, outcome: {} });
    const row = rowOf(bench, { tenth: run(0.1), full: run(1.2), peer: run(4) });
    expect(row.slice(2)).toEqual([
      "1.20 s",
      "12.0×",
      "100 MiB",
      bench.peer.name,
      "4.00 s",
      "0.30",
      "100 MiB",
    ]);
    expect(tableOf([row])).toContain("12.0×");
  });
});
