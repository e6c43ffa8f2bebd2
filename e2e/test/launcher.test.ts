import { describe, expect, it } from "vitest";
import { sumReports, type TestReport } from "../../tools/launch/sum-reports.mjs";

type FileReport = TestReport["testResults"][number];

const file = (...tests: readonly [status: string, fullName: string][]): FileReport => ({
  name: "some.test.ts",
  status: tests.some(([status]) => status === "failed") ? "failed" : "passed",
  assertionResults: tests.map(([status, fullName]) => ({ status, fullName })),
});

const reportOf = (...testResults: readonly FileReport[]): TestReport => ({ testResults });

describe("sumReports", () => {
  it("adds up passed tests over files and packages, without a remark", () => {
    const first = reportOf(file(["passed", "a"], ["passed", "b"]), file(["passed", "c"]));
    const second = reportOf(file(["passed", "d"]));
    const sum = sumReports([
      { folder: "packages/one", report: first },
      { folder: "packages/two", report: second },
    ]);
    expect(sum).toEqual({ passed: 4, failed: 0, skipped: 0, remarks: [] });
  });

  it("names every failed test with its package", () => {
    const report = reportOf(file(["passed", "a"], ["failed", "sync keeps both"]));
    expect(sumReports([{ folder: "packages/core", report }])).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
      remarks: ["FAILED   packages/core: sync keeps both"],
    });
  });

  it.each(["skipped", "pending", "todo", "a status of a later vitest"])(
    "counts a test with the status %s as skipped, never as passed",
    (status) => {
      const report = reportOf(file([status, "real server (there is no Python)"], ["passed", "a"]));
      expect(sumReports([{ folder: "e2e", report }])).toEqual({
        passed: 1,
        failed: 0,
        skipped: 1,
        remarks: ["SKIPPED  e2e: real server (there is no Python)"],
      });
    },
  );

  it("counts a package without a report as one failure", () => {
    const report = reportOf(file(["passed", "a"]));
    const sum = sumReports([
      { folder: "packages/one", report },
      { folder: "packages/two", report: undefined },
    ]);
    expect(sum).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
      remarks: ["FAILED   packages/two: its tests did not report"],
    });
  });

  it("counts a file that could not be loaded as one failure", () => {
    const broken = { name: "broken.test.ts", status: "failed", assertionResults: [] };
    const report = reportOf(broken, file(["passed", "a"]));
    expect(sumReports([{ folder: "e2e", report }])).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
      remarks: ["FAILED   e2e: broken.test.ts could not be run"],
    });
  });

  it.each([
    ["skipped", "set-up"],
    ["passed", "clean-up"],
  ])("counts a file with a %s test whose %s failed as one failure", (status) => {
    const broken = { ...file([status, "a"]), status: "failed" };
    const { failed, remarks } = sumReports([{ folder: "e2e", report: reportOf(broken) }]);
    expect(failed).toBe(1);
    expect(remarks[0]).toBe("FAILED   e2e: some.test.ts: its set-up or clean-up failed");
  });

  it("has nothing to say of no packages", () => {
    expect(sumReports([])).toEqual({ passed: 0, failed: 0, skipped: 0, remarks: [] });
  });
});
