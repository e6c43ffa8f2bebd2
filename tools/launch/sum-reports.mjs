/**
 * Adds up vitest's JSON reports, one a package. A package without a report, a test file that could not be loaded, and one
 * whose set-up or clean-up failed, count as a failure: nothing that did not run may look like a success.
 */
export function sumReports(reports) {
  const sum = { passed: 0, failed: 0, skipped: 0, remarks: [] };
  for (const { folder, report } of reports) {
    if (report === undefined) {
      sum.failed += 1;
      sum.remarks.push(`FAILED   ${folder}: its tests did not report`);
      continue;
    }
    for (const file of report.testResults) sumFile(sum, folder, file);
  }
  return sum;
}

function sumFile(sum, folder, file) {
  if (file.assertionResults.length === 0 && file.status !== "passed") {
    sum.failed += 1;
    sum.remarks.push(`FAILED   ${folder}: ${file.name} could not be run`);
  } else if (file.status === "failed" && !file.assertionResults.some(hasFailed)) {
    // vitest reports the tests after a failed hook as skipped, those before one as passed.
    sum.failed += 1;
    sum.remarks.push(`FAILED   ${folder}: ${file.name}: its set-up or clean-up failed`);
  }
  for (const test of file.assertionResults) {
    if (test.status === "passed") sum.passed += 1;
    else if (hasFailed(test)) {
      sum.failed += 1;
      sum.remarks.push(`FAILED   ${folder}: ${test.fullName}`);
    } else {
      sum.skipped += 1;
      sum.remarks.push(`SKIPPED  ${folder}: ${test.fullName}`);
    }
  }
}

function hasFailed(test) {
  return test.status === "failed";
}
