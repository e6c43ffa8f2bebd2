import { access, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { constants } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { withDirectoryLock } from "./directory-lock.js";
import { makeEnvironment, programIn } from "./python.js";
import type { PythonNeed } from "./python.js";
import { lastLines, run } from "./run.js";

/** Written last: an environment without it was interrupted and is made again. */
const MARKER = "labeldesk-complete";

/** A virtual environment to have. `title` is what messages call it. */
export interface EnvironmentSpec extends PythonNeed {
  /** Its directory's name; one name, one set of requirements. */
  readonly name: string;
  /** As pip takes them. A changed list makes the environment anew. */
  readonly requirements: readonly string[];
  /** A program of the environment and its arguments, which must succeed once everything is installed. */
  readonly check: readonly [program: string, ...args: string[]];
}

/** `log` gets one line per step that takes long. */
export interface EnsureEnvironmentOptions {
  readonly log?: (line: string) => void;
}

/** A virtual environment and where it is, or why there is none. */
export type PythonEnvironment =
  | { readonly kind: "ready"; readonly directory: string }
  | { readonly kind: "missing"; readonly reason: string };

/**
 * Finds or makes a virtual environment in the user's cache directory (`$XDG_CACHE_HOME` or `~/.cache`). Safe when
 * several processes call it at once, and after an interrupted first time.
 */
export async function ensureEnvironment(
  spec: EnvironmentSpec,
  options: EnsureEnvironmentOptions = {},
): Promise<PythonEnvironment> {
  const cache = join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "labeldesk");
  const directory = join(cache, spec.name);
  if (await isComplete(directory, spec)) return { kind: "ready", directory };
  await mkdir(cache, { recursive: true });
  return await withDirectoryLock(`${directory}.lock`, async () =>
    (await isComplete(directory, spec))
      ? { kind: "ready", directory }
      : await install(directory, spec, options),
  );
}

async function isComplete(
  directory: string,
  { requirements }: Pick<EnvironmentSpec, "requirements">,
): Promise<boolean> {
  try {
    // Following the link to Python matters: an upgrade of the system may have removed it.
    await access(programIn(directory, "python"), constants.X_OK);
    return (await readFile(join(directory, MARKER), "utf8")) === requirements.join("\n");
  } catch {
    return false;
  }
}

async function install(
  directory: string,
  spec: EnvironmentSpec,
  { log }: EnsureEnvironmentOptions,
): Promise<PythonEnvironment> {
  const { title, requirements } = spec;
  log?.(`Installing ${title} into ${directory} (once; this takes a few minutes)`);
  const outcome = await makeEnvironment(directory, spec);
  if (outcome.kind === "missing") return await giveUp(directory, outcome.reason);
  try {
    await outcome.install(requirements);
  } catch (error) {
    return await giveUp(directory, `${title} could not be installed: ${String(error)}`);
  }
  const [program, ...args] = spec.check;
  const check = await run(programIn(directory, program), args);
  if (!check.ok) {
    return await giveUp(directory, `${title} does not start: ${lastLines(check.output)}`);
  }
  await writeFile(join(directory, MARKER), requirements.join("\n"));
  log?.(`${title} is installed`);
  return { kind: "ready", directory };
}

/** Half an environment is worse than none: the next call starts afresh. */
async function giveUp(directory: string, reason: string): Promise<PythonEnvironment> {
  await rm(directory, { recursive: true, force: true });
  return { kind: "missing", reason };
}
