// `npm run test:all`: what every change must pass, and then what takes too long for that: the whole product of MLflow's
// versions, databases, workers and logins, and sessions of ten thousand traces. `-- @labeldesk/core` runs one package's.
import { EVERY_CHANGE, LONG, runTests } from "./run-tests.mjs";

process.exit(await runTests([EVERY_CHANGE, LONG], process.argv.slice(2)));
