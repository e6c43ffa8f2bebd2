import { openSchemaForm } from "../lead/schema.js";
import type { Command } from "./command.js";
import { parseCommandLine } from "./parse.js";

export const schemaCommand: Command = {
  name: "schema",
  usage: "schema new",
  summary: "Makes a question, of any of six kinds, with a preview.",
  leadsOnly: true,
  async run({ desk, rest, trigger, reply }) {
    const { name } = parseCommandLine(rest);
    if (rest === "" || name !== "new") {
      await reply(`Type ${desk.command} schema new to make a question.`);
      return;
    }
    await openSchemaForm(desk, trigger);
  },
};
