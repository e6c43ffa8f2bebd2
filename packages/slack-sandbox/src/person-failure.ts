import type { PersonState } from "./control/protocol.js";
import { shownText } from "./shown-text.js";

const SHOWN_MESSAGES = 3;
const SHOWN_CHARS = 600;

/** A scripted person could not do something. The message tells what the person sees. */
export class GestureFailed extends Error {
  override readonly name = "GestureFailed";

  constructor(what: string, state?: PersonState) {
    super(state === undefined ? what : `${what}\n${describe(state)}`);
  }
}

function describe(state: PersonState): string {
  const messages = state.messages
    .slice(-SHOWN_MESSAGES)
    .map((message) => `- ${cut(shownText(message))}`);
  const views = state.views.map((view) => `- ${cut(shownText(view))}`);
  return [
    `What ${state.me.name} sees:`,
    ...(state.notice === undefined ? [] : [`notice: ${state.notice}`]),
    ...(views.length === 0 ? ["no modal"] : ["modals:", ...views]),
    ...(messages.length === 0 ? ["no message"] : ["newest messages:", ...messages]),
  ].join("\n");
}

function cut(text: string): string {
  const line = text.replaceAll("\n", " | ");
  return line.length <= SHOWN_CHARS ? line : `${line.slice(0, SHOWN_CHARS)}…`;
}
