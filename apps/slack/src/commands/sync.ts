import { openSync } from "../lead/sync.js";
import type { Command } from "./command.js";
import { sessionOf } from "./pick-session.js";

export const syncCommand: Command = {
  name: "sync",
  usage: "sync [session]",
  summary:
    "Writes a session's expectations into an evaluation dataset, after showing what would change.",
  leadsOnly: true,
  async run(call) {
    const session = await sessionOf(call, "sync");
    if (session !== undefined) await openSync(call.desk, session, call.trigger);
  },
};
