import { join } from "node:path";
import { lastLines, run } from "./run.js";

const CANDIDATES = ["python3", "python", "python3.13", "python3.12", "python3.11", "python3.10"];

/** What an environment is for, and the least Python 3 it needs: 10 means 3.10. */
export interface PythonNeed {
  readonly title: string;
  readonly minMinor: number;
}

/** How a virtual environment came to be, or why it did not. */
export type EnvironmentOutcome =
  | {
      readonly kind: "made";
      readonly install: (requirements: readonly string[]) => Promise<string>;
    }
  | { readonly kind: "missing"; readonly reason: string };

/** Where an environment keeps its programs. */
export function programIn(environment: string, name: string): string {
  return process.platform === "win32"
    ? join(environment, "Scripts", `${name}.exe`)
    : join(environment, "bin", name);
}

async function findPython(minMinor: number): Promise<string | undefined> {
  const check = `import sys; sys.exit(0 if sys.version_info >= (3, ${minMinor}) else 1)`;
  for (const candidate of CANDIDATES) {
    const { ok } = await run(candidate, ["-c", check], { timeoutMs: 30_000 });
    if (ok) return candidate;
  }
  return undefined;
}

/**
 * Makes an empty virtual environment, replacing what is there: with Python's own `venv` and its pip, with `venv` and
 * the system's pip where `ensurepip` is left out (Debian), or with `uv`.
 */
export async function makeEnvironment(
  environment: string,
  need: PythonNeed,
): Promise<EnvironmentOutcome> {
  const python = await findPython(need.minMinor);
  if (python !== undefined) {
    const made = await run(python, ["-m", "venv", "--clear", environment]);
    if (made.ok) return { kind: "made", install: pipInside(environment) };
    const bare = await run(python, ["-m", "venv", "--clear", "--without-pip", environment]);
    const pip = await run(python, ["-m", "pip", "--version"]);
    if (bare.ok && pip.ok) return { kind: "made", install: pipOutside(python, environment) };
  }
  const uv = await run("uv", ["venv", "--clear", "--python", `>=3.${need.minMinor}`, environment]);
  if (uv.ok) return { kind: "made", install: uvInside(environment) };
  return { kind: "missing", reason: missingReason(python, need) };
}

function missingReason(python: string | undefined, { title, minMinor }: PythonNeed): string {
  if (python === undefined) {
    return `${title} needs Python 3.${minMinor} or later, and there is none on the PATH. Install it, for example with "sudo apt-get install python3 python3-venv" or "brew install python".`;
  }
  return `${python} cannot make virtual environments. Install what is missing, for example with "sudo apt-get install python3-venv".`;
}

const PIP_INSTALL = ["install", "--disable-pip-version-check", "--no-input"];

async function orThrow(command: string, args: readonly string[]): Promise<string> {
  const { ok, output } = await run(command, args);
  if (ok) return output;
  throw new Error(lastLines(output));
}

function pipInside(environment: string) {
  return (requirements: readonly string[]) =>
    orThrow(programIn(environment, "python"), ["-m", "pip", ...PIP_INSTALL, ...requirements]);
}

function pipOutside(python: string, environment: string) {
  return (requirements: readonly string[]) =>
    orThrow(python, ["-m", "pip", "--python", environment, ...PIP_INSTALL, ...requirements]);
}

function uvInside(environment: string) {
  return (requirements: readonly string[]) =>
    orThrow("uv", [
      "pip",
      "install",
      "--python",
      programIn(environment, "python"),
      ...requirements,
    ]);
}
