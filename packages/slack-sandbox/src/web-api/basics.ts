import { textIn } from "../loose.js";
import { z } from "zod";
import { SlackRefusal } from "../refusal.js";
import { validateMessage } from "../validate/message.js";
import { validateView } from "../validate/view.js";
import { violationLine } from "../validate/violation.js";
import type { Workspace } from "../workspace.js";
import { getChannel, getMessage } from "./lookup.js";
import { botMethod, jsonField, type Method } from "./method.js";

const ReactionArguments = z.looseObject({
  channel: z.string().min(1),
  timestamp: z.string().min(1),
  name: z.string().min(1),
});
const ValidateArguments = z.looseObject({
  blocks: z.unknown().optional(),
  message: z.unknown().optional(),
  view: z.unknown().optional(),
});

/** What an app needs to start, and small things. */
export const BASIC_METHODS: Readonly<Record<string, Method>> = {
  "api.test": {
    token: "none",
    run: (_workspace, raw) => {
      if (raw["error"] !== undefined)
        throw new SlackRefusal(textIn(raw["error"]) ?? "invalid_arguments");
      return { args: raw };
    },
  },

  "auth.test": botMethod(z.looseObject({}), ({ url, team, app }) => ({
    url: `${url}/`,
    team: team.name,
    user: app.name,
    team_id: team.id,
    user_id: app.botUserId,
    bot_id: app.botId,
    is_enterprise_install: false,
  })),

  "reactions.add": botMethod(ReactionArguments, (workspace, { channel, timestamp, name }) => {
    getChannel(workspace, channel);
    addReaction(workspace, getMessage(workspace, channel, timestamp).ts, name);
    return {};
  }),

  "blocks.validate": botMethod(ValidateArguments, (_workspace, wanted) => {
    const given = (["blocks", "message", "view"] as const).filter(
      (key) => wanted[key] !== undefined,
    );
    const [kind] = given;
    if (given.length !== 1 || kind === undefined) throw new SlackRefusal("invalid_arguments");
    const value = jsonField(wanted[kind], "invalid_arguments");
    const violations =
      kind === "view"
        ? validateView(value, "")
        : validateMessage(kind === "blocks" ? { blocks: value } : Object(value));
    if (violations.length > 0)
      throw new SlackRefusal("invalid_blocks", violations.map(violationLine));
    return {};
  }),
};

function addReaction({ reactions }: Workspace, ts: string, name: string): void {
  const key = `${ts}/${name}`;
  if (reactions.has(key)) throw new SlackRefusal("already_reacted");
  reactions.add(key);
}
