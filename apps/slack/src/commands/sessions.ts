import { context, mrkdwn, section, counted } from "@labeldesk/block-kit";
import { progressLine } from "../screens/session-card.js";
import { stateAndDue } from "../screens/session-words.js";
import type { Command } from "./command.js";
import { managedSessions } from "./find-session.js";

/** Sessions listed at once; a message holds 50 blocks. */
const SHOWN = 20;

export const sessionsCommand: Command = {
  name: "sessions",
  usage: "sessions",
  summary: "Lists your sessions, with their run ids.",
  leadsOnly: true,
  async run({ desk, person, reply }) {
    const sessions = await managedSessions(desk, person);
    if (sessions.length === 0) {
      await reply(`You have no session. Start one with ${desk.command} new.`);
      return;
    }
    const shown = await Promise.all(
      sessions.slice(0, SHOWN).map(async (session) => ({
        session,
        progress: await desk.review.progress(session.runId),
      })),
    );
    const hidden = sessions.length - shown.length;
    await reply({
      text: counted(sessions.length, "session"),
      blocks: [
        ...shown.flatMap(({ session, progress }) => [
          section(
            mrkdwn`*${session.name}*${stateAndDue(session, desk.clock.nowMs())}\n${progressLine(progress)}`,
          ),
          context(
            mrkdwn`${session.createdBy} · ${counted(session.assignedUsers.length, "reviewer")} · ${session.runId}`,
          ),
        ]),
        ...(hidden > 0 ? [context(mrkdwn`${hidden} older ones are not shown.`)] : []),
      ],
    });
  },
};
