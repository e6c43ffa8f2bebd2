import { openPeople } from "../lead/people.js";
import type { Command } from "./command.js";
import { sessionOf } from "./pick-session.js";

export const peopleCommand: Command = {
  name: "people",
  usage: "people [session]",
  summary: "Adds or takes off reviewers, or notes who is away. New ones are invited at once.",
  leadsOnly: true,
  async run(call) {
    const session = await sessionOf(call, "people");
    if (session !== undefined) await openPeople(call.desk, session, call.trigger);
  },
};
