#!/usr/bin/env node
import { once } from "node:events";
import { readArguments, USAGE } from "./arguments.js";
import { CannotStart } from "./cannot-start.js";
import { startDemo, type DemoOptions } from "./demo.js";
import { readyText } from "./ready-text.js";

/** One Ctrl-C arrives several times: from the terminal, and passed on by npm, npx and pnpm. */
const ONE_PRESS_MS = 500;
const INTERRUPTED = 130;

// The terminal may be gone before the demo is: what was started is stopped in order all the same.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const asked = readArguments(process.argv.slice(2));

switch (asked.kind) {
  case "help":
    process.stdout.write(USAGE);
    break;
  case "wrong":
    process.stderr.write(`${asked.problem}\n\n${USAGE}`);
    process.exitCode = 2;
    break;
  case "demo":
    // Explicit: an abandoned step must not keep the process alive.
    process.exit(await play({ ...asked, login: loginOf(process.env), signal: untilSignal(), say }));
}

/** Runs the demo until it is stopped. Resolves to the exit code. */
async function play(options: DemoOptions): Promise<number> {
  const { signal } = options;
  try {
    const demo = await startDemo(options);
    say(readyText(demo));
    if (!signal.aborted) await once(signal, "abort");
    say("\nStopping …");
    await demo.stop();
    return 0;
  } catch (error) {
    if (signal.aborted && error === signal.reason) return INTERRUPTED;
    process.stderr.write(`${messageOf(error)}\n`);
    return 1;
  }
}

/** Aborts at the first wish to stop; the second ends the process at once. */
function untilSignal(): AbortSignal {
  const controller = new AbortController();
  let pressedAtMs = 0;
  const stop = () => {
    if (!controller.signal.aborted) {
      pressedAtMs = performance.now();
      controller.abort();
    } else if (performance.now() - pressedAtMs > ONE_PRESS_MS) {
      process.exit(INTERRUPTED);
    }
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, stop);
  return controller.signal;
}

function loginOf(environment: NodeJS.ProcessEnv) {
  // Set to nothing is not set.
  return {
    username: environment["MLFLOW_TRACKING_USERNAME"] || undefined,
    password: environment["MLFLOW_TRACKING_PASSWORD"] || undefined,
    token: environment["MLFLOW_TRACKING_TOKEN"] || undefined,
  };
}

function messageOf(error: unknown): string {
  if (error instanceof CannotStart) return error.message;
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `The demo failed. ${reason}`;
}
