import { openAddTraces } from "../lead/add-traces.js";
import type { Command } from "./command.js";
import { sessionOf } from "./pick-session.js";

export const addCommand: Command = {
  name: "add",
  usage: "add [session]",
  summary: "Adds traces to a session, by a filter or by their ids.",
  leadsOnly: true,
  async run(call) {
    const session = await sessionOf(call, "add");
    if (session !== undefined) await openAddTraces(call.desk, session, call.trigger);
  },
};
