// `npm test`: builds, runs every package's tests, adds up what they reported, and says what was skipped and why.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageFolders, root, run } from "./run.mjs";
import { installSystemPackages } from "./system-packages.mjs";
import { sumReports } from "./sum-reports.mjs";

const REPORT = "test-results/vitest.json";

const filters = process.argv.slice(2).flatMap((name) => ["--filter", name]);
if (process.env.CI === "true") await installSystemPackages();

const folders = packageFolders().filter((folder) => readJson(folder, "package.json").scripts?.test);
for (const folder of folders) rmSync(join(root, folder, REPORT), { force: true });

// The app and the sandbox's page are tested as they are shipped: built.
const built = await run("turbo", ["run", "build", "--output-logs=errors-only", ...filters]);
if (built !== 0) process.exit(built);
const tested = await run("turbo", ["run", "test", "--continue", "--concurrency=2", ...filters]);

const reports = folders
  .filter((folder) => filters.length === 0 || existsSync(join(root, folder, REPORT)))
  .map((folder) => ({
    folder,
    report: existsSync(join(root, folder, REPORT)) ? readJson(folder, REPORT) : undefined,
  }));
const sum = sumReports(reports);
for (const line of sum.remarks) process.stdout.write(`${line}\n`);
mkdirSync(join(root, "test-results"), { recursive: true });
const line = `${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped\n`;
writeFileSync(join(root, "test-results/summary.txt"), line);
process.stdout.write(line);

const skippedInCi = process.env.CI === "true" && sum.skipped > 0;
process.exit(tested !== 0 || sum.failed > 0 || sum.passed === 0 || skippedInCi ? 1 : 0);

function readJson(folder, file) {
  return JSON.parse(readFileSync(join(root, folder, file), "utf8"));
}
