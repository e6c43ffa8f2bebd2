import { runUntilKilled, type KillPlan } from "@labeldesk/conformance";
import { openSqlWorkStore, type SqlDatabase } from "../../src/index.js";

/** What the test that starts this process hands over, as JSON. */
export interface DyingProcess {
  readonly database: SqlDatabase;
  readonly plan: KillPlan;
}

// A process that kills itself where the conformance suite wants it to die.
// oxlint-disable-next-line no-unsafe-type-assertion -- written by the test that starts this process
const { database, plan } = JSON.parse(process.argv[2] ?? "") as DyingProcess;
const store = await openSqlWorkStore({ database });
await runUntilKilled(store, plan, () => process.kill(process.pid, "SIGKILL"));
