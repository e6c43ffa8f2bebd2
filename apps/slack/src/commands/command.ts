import type { RespondFn } from "@slack/bolt";
import type { Desk } from "../desk.js";
import type { MessageContent } from "../jobs/post.js";
import type { Person } from "../people.js";
import type { Trigger } from "../screens/open-modal.js";

/** A slash command as its handler gets it. */
export interface CommandCall {
  readonly desk: Desk;
  readonly person: Person;
  /** What was typed after the sub-command. */
  readonly rest: string;
  /** Opens a modal within three seconds of the command. */
  readonly trigger: Trigger;
  /** Answers only the person who typed. */
  reply(content: string | MessageContent): Promise<void>;
}

/** One sub-command. */
export interface Command {
  readonly name: string;
  /** How it is typed after the slash command. */
  readonly usage: string;
  /** What it does, in one sentence. */
  readonly summary: string;
  /** Only for people who may lead. */
  readonly leadsOnly: boolean;
  run(call: CommandCall): Promise<void>;
}

/** Answers a command for its author alone. */
export function replyWith(respond: RespondFn): CommandCall["reply"] {
  return async (content) => {
    await respond({
      response_type: "ephemeral",
      ...(typeof content === "string" ? { text: content } : content),
    });
  };
}
