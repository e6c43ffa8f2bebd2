import { spawn } from "node:child_process";

/** What a command came to; `output` is what it printed, both streams in one. */
export interface CommandResult {
  readonly ok: boolean;
  readonly output: string;
}

/** Runs a command to its end, or to this process's own. A command that does not exist is a failed one. */
export function run(
  command: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly timeoutMs?: number } = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: options.env ?? process.env,
      ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
    });
    const parts: string[] = [];
    const endToo = () => void child.kill();
    process.once("exit", endToo);
    child.on("close", () => process.off("exit", endToo));
    child.stdout.on("data", (part: Buffer) => parts.push(part.toString()));
    child.stderr.on("data", (part: Buffer) => parts.push(part.toString()));
    child.on("error", (error) => resolve({ ok: false, output: error.message }));
    child.on("close", (code) => resolve({ ok: code === 0, output: parts.join("") }));
  });
}

/** The last lines of a long output: where a failure says what it is. */
export function lastLines(output: string, count = 5): string {
  return output.trimEnd().split("\n").slice(-count).join("\n");
}
