import { RunId, type LabelingSession } from "@labeldesk/core";
import { button, mrkdwn, section } from "@labeldesk/block-kit";
import { z } from "zod";
import type { MessageContent } from "../jobs/post.js";
import type { CommandCall } from "./command.js";
import { findSession } from "./find-session.js";

/** The button that says which of several sessions was meant. */
export const PICK_ACTION = "session.pick";

/** What that button carries. */
export const PickedSession = z.object({ command: z.string(), runId: RunId });

/** Sessions listed; with more, a longer name must be typed. */
const SHOWN = 10;

/** The session that was meant; when that is not clear the person is answered, and there is none. */
export async function sessionOf(
  call: CommandCall,
  command: string,
): Promise<LabelingSession | undefined> {
  const found = await findSession(call.desk, call.person, call.rest);
  switch (found.kind) {
    case "one":
      return found.session;
    case "none":
      await call.reply(found.sentence);
      return undefined;
    case "several":
      await call.reply(whichOne(command, found.sessions));
      return undefined;
  }
}

function whichOne(command: string, sessions: readonly LabelingSession[]): MessageContent {
  const hidden = sessions.length - SHOWN;
  return {
    text: "Which session do you mean?",
    blocks: [
      section(mrkdwn`Which session do you mean?`),
      ...sessions.slice(0, SHOWN).map((session) =>
        section(
          mrkdwn`*${session.name}*\n${new Date(session.createdAtMs).toISOString().slice(0, 16).replace("T", " ")} UTC · ${session.createdBy} · ${session.runId}`,
          button(PICK_ACTION, "This one", JSON.stringify({ command, runId: session.runId }), {
            spoken: `This one: ${session.name}`,
          }),
        ),
      ),
      ...(hidden > 0 ? [section(mrkdwn`${hidden} more: type more of the name, or its id.`)] : []),
    ],
  };
}
