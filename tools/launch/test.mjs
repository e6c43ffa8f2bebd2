// `npm test`: what every change must pass. `-- @labeldesk/core` runs one package's.
import { EVERY_CHANGE, runTests } from "./run-tests.mjs";

process.exit(await runTests([EVERY_CHANGE], process.argv.slice(2)));
