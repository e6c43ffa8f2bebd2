// `npm run demo`: builds what the demo needs and starts it on the pinned Node.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./run.mjs";

const args = process.argv.slice(2);
process.stdout.write("Building …\n");
const built = await build();
if (built !== 0) process.exit(built);
process.exit(await run("node", ["apps/demo/dist/main.js", ...args]));

/** Builds; what the tools say is shown only when it fails. */
async function build() {
  const folder = mkdtempSync(join(tmpdir(), "labeldesk-build-"));
  const file = join(folder, "output");
  const output = openSync(file, "w");
  const command = ["run", "build", "--filter=@labeldesk/demo...", "--output-logs=errors-only"];
  const code = await run("turbo", command, { stdio: ["inherit", output, output] });
  closeSync(output);
  if (code !== 0) process.stderr.write(readFileSync(file));
  rmSync(folder, { recursive: true });
  return code;
}
