// `npm run bench -- <suite>`: builds what is measured and runs the suite.
import { run } from "./run.mjs";

process.stdout.write("Building …\n");
const built = await run("turbo", [
  "run",
  "build",
  "--filter=@labeldesk/bench...",
  "--output-logs=errors-only",
]);
if (built !== 0) process.exit(built);
process.exit(await run("node", ["bench/src/bench.ts", ...process.argv.slice(2)]));
