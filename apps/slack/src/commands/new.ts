import { openNewSession } from "../lead/new-session.js";
import type { Command } from "./command.js";

export const newCommand: Command = {
  name: "new",
  usage: "new",
  summary: "Creates a session: traces, questions and the people who answer them.",
  leadsOnly: true,
  run: ({ desk, trigger }) => openNewSession(desk, trigger),
};
