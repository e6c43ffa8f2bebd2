import { whyNotNow } from "../lead/ask-for-state.js";
import { openClose } from "../lead/close-session.js";
import type { Command } from "./command.js";
import { sessionOf } from "./pick-session.js";

export const closeCommand: Command = {
  name: "close",
  usage: "close [session]",
  summary: "Ends a session; asks first when something is still open.",
  leadsOnly: true,
  async run(call) {
    const session = await sessionOf(call, "close");
    if (session === undefined) return;
    const why = await whyNotNow(call.desk, session, "close");
    if (why === undefined) await openClose(call.desk, session, call.person.slackId, call.trigger);
    else await call.reply(why);
  },
};
