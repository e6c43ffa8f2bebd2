import type { CommandGesture, GestureResult } from "../control/protocol.js";
import type { Member } from "../members.js";
import { commandPayload } from "../payloads.js";
import { SlackRefusal } from "../refusal.js";
import { respond } from "../responding.js";
import type { Workspace } from "../workspace.js";
import { failed, getPerson } from "./place.js";

/** Types a line into the direct message with the app: a slash command, or plain words. */
export async function runCommand(
  workspace: Workspace,
  gesture: CommandGesture,
): Promise<GestureResult> {
  const person = getPerson(workspace, gesture.person);
  workspace.notices.delete(person.id);
  const line = gesture.text.trim();
  const { id: channel } = workspace.channels.open([person.id]).channel;
  if (!line.startsWith("/")) return say(workspace, person, channel, line);
  const [command = "", ...rest] = line.split(/\s+/);
  if (!workspace.app.commands.includes(command)) {
    return failed(workspace, person.id, `${command} is not a valid command.`);
  }
  const typed = rest.length === 0 ? "" : line.slice(command.length).trim();
  const text = workspace.app.shouldEscape ? escaped(workspace, typed) : typed;
  return send(workspace, person, { command, text, channel });
}

function say(workspace: Workspace, person: Member, channel: string, text: string): GestureResult {
  if (text === "") return { ok: true };
  workspace.messages.add({ channel, text, blocks: [], userId: person.id, byApp: false });
  workspace.changed([person.id]);
  return { ok: true };
}

async function send(
  workspace: Workspace,
  person: Member,
  typed: { readonly command: string; readonly text: string; readonly channel: string },
): Promise<GestureResult> {
  const delivered = await workspace.delivery.deliver(
    "slash_commands",
    commandPayload(workspace, person, typed),
  );
  switch (delivered.kind) {
    case "notConnected":
      return failed(
        workspace,
        person.id,
        `${typed.command} failed with the error "dispatch_failed"`,
      );
    case "timedOut":
      return failed(
        workspace,
        person.id,
        `${typed.command} failed with the error "operation_timeout"`,
      );
    case "acknowledged":
      return answer(workspace, person, typed, delivered.response);
  }
}

/** An acknowledgement may carry a message. */
function answer(
  workspace: Workspace,
  person: Member,
  { command, channel }: { readonly command: string; readonly channel: string },
  response: unknown,
): GestureResult {
  const body = typeof response === "string" ? { text: response } : response;
  const isMessage =
    typeof body === "object" &&
    body !== null &&
    ("text" in body || "blocks" in body) &&
    body !== undefined;
  if (!isMessage) return { ok: true };
  try {
    respond(workspace, { channel, personId: person.id }, body);
    return { ok: true };
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    workspace.noteRefusal(`ack ${command}`, error);
    return failed(workspace, person.id, `${command} failed with the error "${error.code}"`);
  }
}

/** Mentions and addresses as an app with `should_escape` gets them, and the three control characters as entities. */
function escaped(workspace: Workspace, text: string): string {
  const byName = new Map([...workspace.members.values()].map((member) => [member.name, member.id]));
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/(^|\s)@([\w.-]+)/g, (whole, before: string, name: string) => {
      const id = byName.get(name);
      return id === undefined ? whole : `${before}<@${id}|${name}>`;
    })
    .replaceAll(
      /(^|\s)(https?:\/\/\S+)/g,
      (_whole, before: string, url: string) => `${before}<${url}>`,
    );
}
