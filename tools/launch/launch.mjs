// The one entry for a fresh machine: every npm script that a user runs begins here, on whatever Node (20 or later) and
// npm are there, with no dependency. It installs the workspace with pnpm and runs the rest on the Node that the workspace pins.
import { execFileSync, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const PNPM = "pnpm@12.21.0";
const root = fileURLToPath(new URL("../../", import.meta.url));
const [task, ...args] = process.argv.slice(2);

if (!["test", "test-all", "demo", "start", "bench", "docs"].includes(task)) {
  fail(
    "Say what to start: `npm test`, `npm run test:all`, `npm run demo`, `npm start`, `npm run bench` or `npm run docs`.",
  );
}
if (Number.parseInt(process.versions.node, 10) < 20) {
  fail(`Labeldesk needs Node 20 or later to start; this is ${process.versions.node}.`);
}

// This process stays until the last child is gone. A terminal sends Ctrl-C to the whole group by itself: passed on once
// more, it would be a second Ctrl-C.
process.on("SIGTERM", () => current?.kill("SIGTERM"));
process.on("SIGINT", () => {
  if (!process.stdin.isTTY) current?.kill("SIGINT");
});
let current;

// A SIGTERM that reaches npm alone ends the shell between npm and this process, and goes no further.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) current?.kill("SIGTERM");
}, 1000).unref();

await pnpm(
  ["install", "--frozen-lockfile"],
  task.startsWith("test") ? undefined : "Installing what is missing",
);
// Straight on the pinned Node: npx and its shell would not pass signals on.
const PATH = execFileSync("npx", ["-y", PNPM, "exec", "node", "-p", "process.env.PATH"], {
  cwd: root,
  encoding: "utf8",
  stdio: ["ignore", "pipe", "ignore"],
  shell: process.platform === "win32",
}).trim();
await end(
  spawn("node", [`tools/launch/${task}.mjs`, ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PATH },
  }),
);

/** Runs pnpm in the workspace; a failure ends this process with the same code. */
async function pnpm(pnpmArgs, announcement) {
  if (announcement !== undefined) process.stdout.write(`${announcement} …\n`);
  // A caller's pinned package-manager settings must not decide which pnpm runs.
  const child = spawn("npx", ["-y", PNPM, ...pnpmArgs], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, npm_config_update_notifier: "false" },
    shell: process.platform === "win32",
  });
  await end(child);
}

/** Waits for a program; a failure ends this process with the same code. */
async function end(child) {
  current = child;
  const code = await new Promise((resolve) => {
    child.on("error", (error) => fail(`${child.spawnfile} could not be started: ${error.message}`));
    child.on("exit", (exitCode, signal) => resolve(exitCode ?? (signal === "SIGINT" ? 130 : 1)));
  });
  if (code !== 0) process.exit(code);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
