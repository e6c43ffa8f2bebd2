import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { DyingProcess } from "./dying-process.js";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Has another process die on the same database as planned. @throws {Error} when it ended in any other way */
export async function killAt(dying: DyingProcess): Promise<void> {
  const script = [path("dying-process.ts"), JSON.stringify(dying)];
  const child = spawn(process.execPath, ["--import", path("source-hooks.mjs"), ...script], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  await once(child, "exit");
  if (child.signalCode !== "SIGKILL")
    throw new Error(`The process was to be killed and ended with ${child.exitCode}.`);
}
