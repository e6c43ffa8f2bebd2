import { openDelete } from "../lead/delete-session.js";
import type { Command } from "./command.js";
import { sessionOf } from "./pick-session.js";

export const deleteCommand: Command = {
  name: "delete",
  usage: "delete [session]",
  summary: "Deletes a session, after asking. Traces and answers stay in MLflow.",
  leadsOnly: true,
  async run(call) {
    const session = await sessionOf(call, "delete");
    if (session !== undefined) await openDelete(call.desk, session, call.trigger);
  },
};
