import type { PersonState, SandboxMessage, SandboxView } from "../control/protocol.js";
import { plainTextIn } from "../loose.js";
import { toSandboxMember } from "../members.js";
import type { Message } from "../messages.js";
import { containerState, viewState } from "../payloads.js";
import type { StoredView } from "../views.js";
import type { Workspace } from "../workspace.js";
import { getPerson } from "./place.js";

/** Everything one person sees. */
export function personState(workspace: Workspace, personId: string): PersonState {
  const me = getPerson(workspace, personId);
  const home = workspace.views.homeOf(personId);
  const notice = workspace.notices.get(personId);
  return {
    me: toSandboxMember(me),
    people: [...workspace.members.values()].map(toSandboxMember),
    app: {
      name: workspace.app.name,
      connected: workspace.delivery.isConnected(),
      commands: workspace.app.commands,
    },
    messages: visibleMessages(workspace, personId),
    views: workspace.views.stackOf(personId).map((view) => toSandboxView(workspace, view)),
    ...(home === undefined ? {} : { home: toSandboxView(workspace, home) }),
    ...(notice === undefined ? {} : { notice }),
  };
}

/** The messages of all conversations that a person is in, oldest first. */
export function visibleMessages(workspace: Workspace, personId: string): readonly SandboxMessage[] {
  const channels = new Set(workspace.channels.of(personId).map(({ id }) => id));
  return workspace.messages
    .all()
    .filter(({ channel, onlyFor }) => channels.has(channel) && (onlyFor ?? personId) === personId)
    .map((message) => toSandboxMessage(workspace, personId, message));
}

function toSandboxMessage(
  workspace: Workspace,
  personId: string,
  message: Message,
): SandboxMessage {
  const { channel, ts, threadTs, userId, text, blocks } = message;
  return {
    channel,
    ts,
    ...(threadTs === undefined ? {} : { threadTs }),
    userId,
    text,
    blocks,
    files: workspace.files.describe(message.fileIds ?? []),
    ephemeral: message.onlyFor !== undefined,
    edited: message.editedTs !== undefined,
    state: containerState(workspace, personId, { kind: "message", channel, ts }, blocks),
  };
}

/** A view as its person sees it. */
export function toSandboxView(workspace: Workspace, view: StoredView): SandboxView {
  const { id, content, errors, isBusy } = view;
  const callbackId = content["callback_id"];
  const title = plainTextIn(content["title"]);
  const submit = plainTextIn(content["submit"]);
  const close = plainTextIn(content["close"]);
  return {
    id,
    type: content.type,
    ...(typeof callbackId === "string" ? { callbackId } : {}),
    ...(title === undefined ? {} : { title }),
    ...(submit === undefined ? {} : { submit }),
    ...(close === undefined ? {} : { close }),
    blocks: content.blocks,
    state: viewState(workspace, view),
    errors,
    busy: isBusy,
  };
}
