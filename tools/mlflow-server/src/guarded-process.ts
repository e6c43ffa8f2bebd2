import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { Socket } from "node:net";

/**
 * The program of a small guard process: it leads a process group of its own, starts the real command in it, and ends
 * the whole group when its standard input closes. The system closes that pipe however the parent ends, `kill -9`
 * included, so that no server outlives the process that wanted it.
 */
const GUARD = `
const { spawn } = require("node:child_process");
const { rmSync } = require("node:fs");
const [litter, command, ...args] = process.argv.slice(1);
let isClosing = false;
const end = () => {
  if (isClosing && litter !== "") rmSync(litter, { recursive: true, force: true, maxRetries: 3 });
  process.kill(-process.pid, "SIGKILL");
};
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => {});
const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit"] });
child.on("error", (error) => { console.error(error.message); process.exit(127); });
child.on("exit", end);
process.stdin.on("close", () => {
  isClosing = true;
  process.kill(-process.pid, "SIGTERM");
  setTimeout(end, 5000);
});
process.stdin.resume();
`;

/** A command that runs until it is stopped or its parent ends. */
export interface GuardedProcess {
  readonly hasEnded: () => boolean;
  /** Ends the command and everything it started; asking again is no error. */
  stop(): Promise<void>;
}

/** Starts a command whose output goes to `outputFd`. `litter` is a directory to remove when it was stopped. */
export function startGuarded(
  command: readonly string[],
  options: {
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
    readonly outputFd: number;
    readonly litter?: string;
  },
): GuardedProcess {
  const guard = spawn(process.execPath, ["-e", GUARD, "--", options.litter ?? "", ...command], {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ["pipe", options.outputFd, options.outputFd],
  });
  const ended = whenEnded(guard);
  // The parent may end while the guard still runs: the closing pipe is what ends the guard.
  guard.unref();
  if (guard.stdin instanceof Socket) guard.stdin.unref();
  guard.stdin?.on("error", () => undefined);
  return {
    hasEnded: () => guard.exitCode !== null || guard.signalCode !== null,
    stop: async () => {
      guard.ref();
      guard.stdin?.destroy();
      await ended;
    },
  };
}

function whenEnded(process: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    process.on("exit", () => resolve());
    process.on("error", () => resolve());
  });
}
