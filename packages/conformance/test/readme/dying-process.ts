import { runUntilKilled, type KillPlan } from "@labeldesk/conformance";
import { openMyWorkStore, planFromMyTest } from "./my-adapter.js";

const plan: KillPlan = planFromMyTest();
const store = await openMyWorkStore();
await runUntilKilled(store, plan, () => process.kill(process.pid, "SIGKILL"));
