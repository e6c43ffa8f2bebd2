import { context, mrkdwn, section } from "@labeldesk/block-kit";
import type { Desk } from "../desk.js";
import type { MessageContent } from "../jobs/post.js";
import type { Command } from "./command.js";

/** What the slash command can do, for this person. */
export function helpMessage(
  desk: Pick<Desk, "command">,
  commands: readonly Command[],
  mayLead: boolean,
): MessageContent {
  const intro =
    "Labeldesk brings traces to the people who can judge them, and their answers to MLflow.";
  if (!mayLead) {
    return {
      text: intro,
      blocks: [
        section(
          mrkdwn`${intro}\nWhen somebody asks for your judgement, the traces appear in my Messages and Home tabs. There is nothing to type.`,
        ),
        context(
          mrkdwn`Sessions are created by leads. Whoever runs Labeldesk here decides who leads.`,
        ),
      ],
    };
  }
  return {
    text: `${intro} ${commands.map(({ name }) => `${desk.command} ${name}`).join(", ")}`,
    blocks: [
      section(mrkdwn`${intro}`),
      ...commands.map(({ usage, summary }) =>
        section(mrkdwn`\`${desk.command} ${usage}\`\n${summary}`),
      ),
      context(
        mrkdwn`A session is named by its name, the beginning of it, or its run id; without a name I take the only one or ask. Answers are given in my Messages tab.`,
      ),
    ],
  };
}
