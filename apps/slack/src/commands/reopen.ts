import { askForState } from "../lead/ask-for-state.js";
import type { Command } from "./command.js";
import { sessionOf } from "./pick-session.js";

export const reopenCommand: Command = {
  name: "reopen",
  usage: "reopen [session]",
  summary: "Opens a closed session again: answers can be given and changed.",
  leadsOnly: true,
  async run(call) {
    const session = await sessionOf(call, "reopen");
    if (session !== undefined) await askForState(call, session, "reopen");
  },
};
