// What `npm test` and `npm run test:all` share: builds, runs every package's tests, adds up what they reported, and says
// what was skipped and why.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolders, root, run } from "./run.mjs";
import { installSystemPackages } from "./system-packages.mjs";
import { sumReports } from "./sum-reports.mjs";

/** The packages' script `test`. */
export const EVERY_CHANGE = {
  name: "test",
  report: "test-results/vitest.json",
  concurrency: 2,
};

/** The packages' script `test:all`: alone, since some of it measures. */
export const LONG = {
  name: "test:all",
  report: "test-results/vitest-all.json",
  concurrency: 1,
};

/**
 * Runs these scripts of the packages, one after the other, and resolves to the exit code. `report` is where a script of
 * vitest writes what it did, `concurrency` how many packages run theirs at once.
 */
export async function runTests(scripts, packages) {
  const filters = packages.flatMap((name) => ["--filter", name]);
  if (process.env.CI === "true") await installSystemPackages();
  const suites = scripts.flatMap(suitesOf);
  for (const { path } of suites) rmSync(path, { force: true });

  // The app and the sandbox's page are tested as they are shipped: built.
  const built = await run("turbo", ["run", "build", "--output-logs=errors-only", ...filters]);
  if (built !== 0) return built;
  let tested = 0;
  for (const { name, concurrency } of scripts) {
    const options = ["--continue", `--concurrency=${concurrency}`, ...filters];
    tested = (await run("turbo", ["run", name, ...options])) || tested;
  }

  const reports = suites
    .filter(({ path }) => filters.length === 0 || existsSync(path))
    .map(({ folder, path }) => ({ folder, report: existsSync(path) ? readJson(path) : undefined }));
  const sum = sumReports(reports);
  for (const line of sum.remarks) process.stdout.write(`${line}\n`);
  mkdirSync(join(root, "test-results"), { recursive: true });
  const line = `${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped\n`;
  writeFileSync(join(root, "test-results/summary.txt"), line);
  process.stdout.write(line);

  const skippedInCi = process.env.CI === "true" && sum.skipped > 0;
  return tested !== 0 || sum.failed > 0 || sum.passed === 0 || skippedInCi ? 1 : 0;
}

/** The packages that have a script, and where it reports. */
function suitesOf({ name, report }) {
  return packageFolders()
    .filter((folder) => readJson(join(root, folder, "package.json")).scripts?.[name])
    .map((folder) => ({ folder, path: join(root, folder, report) }));
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}
