import { askForState } from "../lead/ask-for-state.js";
import type { Command } from "./command.js";
import { sessionOf } from "./pick-session.js";

export const resumeCommand: Command = {
  name: "resume",
  usage: "resume [session]",
  summary: "Goes on with a paused session: the next cards go out.",
  leadsOnly: true,
  async run(call) {
    const session = await sessionOf(call, "resume");
    if (session !== undefined) await askForState(call, session, "resume");
  },
};
