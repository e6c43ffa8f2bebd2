import { access, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { constants } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { withDirectoryLock } from "./directory-lock.js";
import { makeEnvironment, programIn } from "./python.js";
import { lastLines, run } from "./run.js";

const VERSION = "3.17.2";
const REQUIREMENTS = [`mlflow[auth]==${VERSION}`, "psycopg2-binary"] as const;
/** Written last: an environment without it was interrupted and is made again. */
const MARKER = "labeldesk-complete";

/** `log` gets one line per step that takes long. */
export interface EnsureMlflowOptions {
  readonly log?: (line: string) => void;
}

/** An MLflow that can be started, or why there is none; `mlflow` is the path of its program. */
export type MlflowInstallation =
  | { readonly kind: "ready"; readonly mlflow: string }
  | { readonly kind: "missing"; readonly reason: string };

/**
 * Finds or makes a virtual environment with MLflow in the user's cache directory (`$XDG_CACHE_HOME` or `~/.cache`).
 * The first time takes minutes and about 900 MB. Safe when several processes call it at once, and after an
 * interrupted first time.
 */
export async function ensureMlflow(options: EnsureMlflowOptions = {}): Promise<MlflowInstallation> {
  const cache = join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "labeldesk");
  const environment = join(cache, `mlflow-${VERSION}`);
  if (await isComplete(environment)) return ready(environment);
  await mkdir(cache, { recursive: true });
  return await withDirectoryLock(`${environment}.lock`, async () =>
    (await isComplete(environment)) ? ready(environment) : await install(environment, options),
  );
}

function ready(environment: string): MlflowInstallation {
  return { kind: "ready", mlflow: programIn(environment, "mlflow") };
}

async function isComplete(environment: string): Promise<boolean> {
  try {
    // Following the link to Python matters: an upgrade of the system may have removed it.
    await access(programIn(environment, "python"), constants.X_OK);
    return (await readFile(join(environment, MARKER), "utf8")) === REQUIREMENTS.join("\n");
  } catch {
    return false;
  }
}

async function install(
  environment: string,
  { log }: EnsureMlflowOptions,
): Promise<MlflowInstallation> {
  log?.(`Installing MLflow ${VERSION} into ${environment} (once; this takes a few minutes)`);
  const outcome = await makeEnvironment(environment);
  if (outcome.kind === "missing") return await giveUp(environment, outcome.reason);
  try {
    await outcome.install(REQUIREMENTS);
  } catch (error) {
    return await giveUp(environment, `MLflow could not be installed: ${String(error)}`);
  }
  const check = await run(programIn(environment, "mlflow"), ["--version"]);
  if (!check.ok) {
    return await giveUp(environment, `MLflow does not start: ${lastLines(check.output)}`);
  }
  await writeFile(join(environment, MARKER), REQUIREMENTS.join("\n"));
  log?.(`MLflow ${VERSION} is installed`);
  return ready(environment);
}

/** Half an environment is worse than none: the next call starts afresh. */
async function giveUp(environment: string, reason: string): Promise<MlflowInstallation> {
  await rm(environment, { recursive: true, force: true });
  return { kind: "missing", reason };
}
