import { askForState } from "../lead/ask-for-state.js";
import type { Command } from "./command.js";
import { sessionOf } from "./pick-session.js";

export const pauseCommand: Command = {
  name: "pause",
  usage: "pause [session]",
  summary: "Nobody gets a new trace for now; cards that are out can still be answered.",
  leadsOnly: true,
  async run(call) {
    const session = await sessionOf(call, "pause");
    if (session !== undefined) await askForState(call, session, "pause");
  },
};
