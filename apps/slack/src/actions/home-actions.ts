import { RunId } from "@labeldesk/core";
import type { App } from "@slack/bolt";
import type { Desk } from "../desk.js";
import { deliverJob } from "../jobs/kinds.js";
import { publishHome } from "../jobs/home.js";
import { openNewSession } from "../lead/new-session.js";
import { openStatus } from "../lead/status.js";
import { BlockAction, firstAction, triggerOf } from "../payloads.js";
import { HOME_ACTIONS } from "../screens/home.js";

/** App Home: published when opened; its buttons lead on. */
export function registerHomeActions(app: App, desk: Desk): void {
  app.event("app_home_opened", async ({ event }) => {
    if (event.tab === "home") await publishHome(desk, event.user);
  });

  app.action(HOME_ACTIONS.continue, async ({ ack, body }) => {
    await ack();
    const click = BlockAction.parse(body);
    const runId = RunId.parse(firstAction(click).value);
    const person = await desk.people.get(click.user.id);
    const { email } = person;
    if (email === undefined) return;
    // Whoever asks for more also gets what was put off.
    await desk.work.transaction(({ jobs }) =>
      jobs.enqueue(deliverJob(runId, email, { includePostponed: true })),
    );
  });

  app.action(HOME_ACTIONS.newSession, async ({ ack, body }) => {
    await ack();
    const click = BlockAction.parse(body);
    const person = await desk.people.get(click.user.id);
    if (desk.rights.mayLead(person)) await openNewSession(desk, triggerOf(click));
  });

  app.action(HOME_ACTIONS.openSession, async ({ ack, body }) => {
    await ack();
    const click = BlockAction.parse(body);
    const person = await desk.people.get(click.user.id);
    await openStatus(desk, person, RunId.parse(firstAction(click).value), triggerOf(click));
  });
}
