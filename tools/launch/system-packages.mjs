// System packages for the tests, installed only in CI and only as root; elsewhere the suites say what they lack.
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { run } from "./run.mjs";

/** Installs a browser when there is none, and starts a PostgreSQL when none answers. */
export async function installSystemPackages() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  const wanted = [];
  if (!existsSync("/usr/bin/chromium"))
    wanted.push("chromium", "fonts-liberation", "fonts-noto-core");
  if (process.env.LABELDESK_TEST_POSTGRES === undefined && !(await answers(5432))) {
    wanted.push("postgresql");
  }
  if (wanted.length === 0) return;
  process.stdout.write(`Installing for the tests: ${wanted.join(", ")} …\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const quiet = { env, stdio: ["ignore", "ignore", "inherit"] };
  await run("apt-get", ["update"], quiet);
  await run("apt-get", ["install", "-y", "--no-install-recommends", ...wanted], quiet);
  if (wanted.includes("postgresql")) await startPostgres(quiet);
}

/** Starts the packaged cluster and lets local test programs in without a password. */
async function startPostgres(quiet) {
  const script = [
    "set -e",
    "version=$(ls /etc/postgresql | sort -V | tail -n 1)",
    "sed -i -E 's/(scram-sha-256|md5|peer)$/trust/' /etc/postgresql/$version/main/pg_hba.conf",
    "pg_ctlcluster --skip-systemctl-redirect $version main restart",
  ].join("\n");
  await run("bash", ["-c", script], quiet);
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port });
    socket.setTimeout(2000, () => socket.destroy(new Error("no answer")));
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}
