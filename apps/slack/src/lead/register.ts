import { choice } from "../screens/choice.js";
import type { App } from "@slack/bolt";
import { runCommand } from "../commands/register.js";
import { replyWith } from "../commands/command.js";
import type { Desk } from "../desk.js";
import { BlockAction, firstAction, triggerOf } from "../payloads.js";
import { SESSION_ACTIONS } from "../screens/session-card.js";
import { registerAddTraces } from "./add-traces.js";
import { registerClose } from "./close-session.js";
import { registerDelete } from "./delete-session.js";
import { allowedExperiments } from "./experiments.js";
import { registerNewSession } from "./new-session.js";
import { NEW_SESSION_ACTIONS } from "./new-session-modal.js";
import { registerPeople } from "./people.js";
import { registerSchema } from "./schema.js";
import { SCHEMA_ACTIONS } from "./schema-modal.js";
import { registerAnswers } from "./show-answers.js";
import { registerSync } from "./sync.js";

/** The modals and buttons of leads. */
export function registerLeadActions(app: App, desk: Desk): void {
  registerNewSession(app, desk);
  registerAddTraces(app, desk);
  registerPeople(app, desk);
  registerClose(app, desk);
  registerDelete(app, desk);
  registerSchema(app, desk);
  registerAnswers(app, desk);
  registerSync(app, desk);
  registerExperimentSearch(app, desk);
  registerSessionButtons(app, desk);
}

/** Typed search for an experiment, in every modal that asks for one. */
function registerExperimentSearch(app: App, desk: Desk): void {
  for (const actionId of [NEW_SESSION_ACTIONS.experiment, SCHEMA_ACTIONS.experiment]) {
    app.options(actionId, async ({ ack, body, payload }) => {
      const person = await desk.people.get(body.user.id);
      const experiments = desk.rights.mayLead(person)
        ? await allowedExperiments(desk, payload.value, 100)
        : [];
      await ack({
        options: experiments.map(({ name, experimentId }) => choice(name, experimentId)),
      });
    });
  }
}

/** The buttons of a session's card stand for the sub-commands of the same name. */
function registerSessionButtons(app: App, desk: Desk): void {
  const commands = {
    [SESSION_ACTIONS.add]: "add",
    [SESSION_ACTIONS.people]: "people",
    [SESSION_ACTIONS.show]: "show",
    [SESSION_ACTIONS.sync]: "sync",
    [SESSION_ACTIONS.resume]: "resume",
    [SESSION_ACTIONS.reopen]: "reopen",
  };
  for (const [actionId, name] of Object.entries(commands)) {
    app.action(actionId, async ({ ack, body, respond }) => {
      await ack();
      const click = BlockAction.parse(body);
      await runCommand(desk, name, click.user.id, {
        rest: firstAction(click).value ?? "",
        trigger: triggerOf(click),
        reply: async (content) => {
          await replyWith(respond)(content);
        },
      });
    });
  }
}
