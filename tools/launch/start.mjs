// `npm start`: builds the Slack app and starts it on the pinned Node. The environment configures it.
import { run } from "./run.mjs";

process.stdout.write("Building …\n");
const built = await run("turbo", [
  "run",
  "build",
  "--filter=@labeldesk/slack...",
  "--output-logs=errors-only",
]);
if (built !== 0) process.exit(built);
process.exit(await run("node", ["apps/slack/dist/main.js"]));
