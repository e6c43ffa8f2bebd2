/** The part of a vitest JSON report that is read. */
export interface TestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** One package's report; `undefined` when its tests wrote none. */
export interface PackageReport {
  readonly folder: string;
  readonly report: TestReport | undefined;
}

/** Counts over all packages, and a line for everything that did not pass. */
export interface ReportSum {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly remarks: readonly string[];
}

export function sumReports(reports: readonly PackageReport[]): ReportSum;
