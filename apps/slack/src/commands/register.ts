import type { App } from "@slack/bolt";
import { z } from "zod";
import { isLabelingError } from "@labeldesk/core";
import type { Desk } from "../desk.js";
import { errorFields } from "../logger.js";
import { BlockAction, firstAction, triggerOf } from "../payloads.js";
import { addCommand } from "./add.js";
import { closeCommand } from "./close.js";
import { replyWith, type Command, type CommandCall } from "./command.js";
import { deleteCommand } from "./delete.js";
import { helpMessage } from "./help.js";
import { newCommand } from "./new.js";
import { nearest, parseCommandLine } from "./parse.js";
import { pauseCommand } from "./pause.js";
import { peopleCommand } from "./people.js";
import { PICK_ACTION, PickedSession } from "./pick-session.js";
import { reopenCommand } from "./reopen.js";
import { resumeCommand } from "./resume.js";
import { schemaCommand } from "./schema.js";
import { sessionsCommand } from "./sessions.js";
import { showCommand } from "./show.js";
import { statusCommand } from "./status.js";
import { syncCommand } from "./sync.js";

/** Every sub-command, in the order in which help lists them. */
export const COMMANDS: readonly Command[] = [
  newCommand,
  addCommand,
  peopleCommand,
  statusCommand,
  showCommand,
  syncCommand,
  sessionsCommand,
  pauseCommand,
  resumeCommand,
  closeCommand,
  reopenCommand,
  deleteCommand,
  schemaCommand,
];

const SlashCommand = z.object({ text: z.string(), user_id: z.string(), trigger_id: z.string() });

/** The slash command, and the buttons that stand for one of its sub-commands. */
export function registerCommands(app: App, desk: Desk): void {
  app.command(desk.command, async ({ ack, body, respond }) => {
    await ack();
    const { text, user_id: slackId, trigger_id: triggerId } = SlashCommand.parse(body);
    const { name, rest } = parseCommandLine(text);
    await runCommand(desk, name, slackId, {
      rest,
      trigger: { id: triggerId, inModal: false },
      reply: replyWith(respond),
    });
  });

  // "Which of these do you mean?": the chosen session's id stands for the words that were typed.
  app.action(PICK_ACTION, async ({ ack, body, respond }) => {
    await ack();
    const click = BlockAction.parse(body);
    const picked = PickedSession.parse(JSON.parse(firstAction(click).value ?? "{}"));
    await runCommand(desk, picked.command, click.user.id, {
      rest: picked.runId,
      trigger: triggerOf(click),
      reply: replyWith(respond),
    });
  });
}

/** Runs a sub-command for a person; whatever is wrong is answered in a sentence. */
export async function runCommand(
  desk: Desk,
  name: string,
  slackId: string,
  call: Pick<CommandCall, "rest" | "trigger" | "reply">,
): Promise<void> {
  const person = await desk.people.get(slackId);
  const mayLead = desk.rights.mayLead(person);
  if (name === "help") {
    await call.reply(helpMessage(desk, COMMANDS, mayLead));
    return;
  }
  const command = COMMANDS.find((entry) => entry.name === name);
  if (command === undefined) {
    const meant = nearest(name, [...COMMANDS.map((entry) => entry.name), "help"]);
    const hint = meant === undefined ? "" : ` Did you mean ${desk.command} ${meant}?`;
    await call.reply(`I do not know “${name}”.${hint} ${desk.command} help lists what I can do.`);
    return;
  }
  if (command.leadsOnly && !mayLead) {
    await call.reply(
      `Only leads can use ${desk.command} ${name}. Whoever runs Labeldesk here decides who leads; by default these are the workspace's admins.`,
    );
    return;
  }
  try {
    await command.run({ desk, person, ...call });
  } catch (error) {
    desk.logger.error("command.failed", { command: name, ...errorFields(error) });
    await call.reply(
      isLabelingError(error)
        ? error.message
        : `${desk.command} ${name} did not work. Nothing was changed; please try again.`,
    );
  }
}
