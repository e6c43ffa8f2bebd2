// `npm run demo`: builds what the demo needs and starts it on the pinned Node.
import { run } from "./run.mjs";

const args = process.argv.slice(2);
process.stdout.write("Building …\n");
const built = await run("turbo", [
  "run",
  "build",
  "--filter=@labeldesk/demo...",
  "--output-logs=errors-only",
]);
if (built !== 0) process.exit(built);
process.exit(await run("node", ["apps/demo/dist/main.js", ...args]));
