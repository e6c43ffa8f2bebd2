import type { App } from "@slack/bolt";
import type { Desk } from "../desk.js";
import { registerLeadActions } from "../lead/register.js";
import { registerCardActions } from "./card-actions.js";
import { registerExcludeActions } from "./exclude-actions.js";
import { registerFormActions } from "./form-actions.js";
import { registerHomeActions } from "./home-actions.js";
import { registerShowAllActions } from "./show-all-actions.js";

/** Everything that can be clicked or submitted. */
export function registerActions(app: App, desk: Desk): void {
  registerCardActions(app, desk);
  registerFormActions(app, desk);
  registerShowAllActions(app, desk);
  registerExcludeActions(app, desk);
  registerHomeActions(app, desk);
  registerLeadActions(app, desk);
}
