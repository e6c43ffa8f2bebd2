import type { Container, StateValues } from "./control/protocol.js";
import type { Member } from "./members.js";
import type { Message } from "./messages.js";
import { stateValues } from "./state-values.js";
import type { StoredView } from "./views.js";
import type { Workspace } from "./workspace.js";

/** Slack's old way to prove itself; apps should look at the signature instead. */
const VERIFICATION_TOKEN = "sandbox-verification-token";

/** The parts that every payload from a person shares. */
export function personParts(workspace: Workspace, person: Member): object {
  const { team, app } = workspace;
  return {
    token: VERIFICATION_TOKEN,
    team: { id: team.id, domain: team.domain },
    user: { id: person.id, username: person.name, name: person.name, team_id: team.id },
    api_app_id: app.id,
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** The body of a slash command. */
export function commandPayload(
  workspace: Workspace,
  person: Member,
  typed: { readonly command: string; readonly text: string; readonly channel: string },
): object {
  const { team, app } = workspace;
  const responseId = workspace.responseUrls.issue({ channel: typed.channel, personId: person.id });
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: typed.channel,
    channel_name: "directmessage",
    user_id: person.id,
    user_name: person.name,
    command: typed.command,
    text: typed.text,
    api_app_id: app.id,
    is_enterprise_install: "false",
    response_url: responseUrl(workspace, responseId),
    trigger_id: workspace.triggers.issue({ personId: person.id }),
  };
}

/** The body around an event. */
export function eventPayload(workspace: Workspace, event: object): object {
  const { team, app } = workspace;
  return {
    token: VERIFICATION_TOKEN,
    team_id: team.id,
    api_app_id: app.id,
    event,
    type: "event_callback",
    event_id: workspace.ids.next("Ev"),
    event_time: Math.floor(workspace.clock.nowMs() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: app.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  };
}

/** A view as payloads and `views.*` answers carry it. */
export function viewPayload(
  workspace: Workspace,
  view: StoredView,
): Readonly<Record<string, unknown>> {
  const { content } = view;
  return {
    id: view.id,
    team_id: workspace.team.id,
    type: content.type,
    blocks: content.blocks,
    private_metadata: content["private_metadata"] ?? "",
    callback_id: content["callback_id"] ?? "",
    external_id: content["external_id"] ?? "",
    state: { values: viewState(workspace, view) },
    hash: view.hash,
    title: content["title"] ?? { type: "plain_text", text: "View Title", emoji: true },
    submit: content["submit"] ?? null,
    close: content["close"] ?? null,
    clear_on_close: content["clear_on_close"] ?? false,
    notify_on_close: content["notify_on_close"] ?? false,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: workspace.app.id,
    app_installed_team_id: workspace.team.id,
    bot_id: workspace.app.botId,
  };
}

/** What stands in a view's elements, for the one person who has it. */
export function viewState(workspace: Workspace, view: StoredView): StateValues {
  return containerState(
    workspace,
    view.personId,
    { kind: "view", viewId: view.id },
    view.content.blocks,
  );
}

/** What stands in the elements of a message or a view for one person. */
export function containerState(
  workspace: Workspace,
  personId: string,
  container: Container,
  blocks: Message["blocks"],
): StateValues {
  return stateValues(blocks, ({ blockId, actionId }) =>
    workspace.drafts.find(personId, container, blockId, actionId),
  );
}

/** A message as the Web API and payloads carry it. `withMetadata` as in `include_all_metadata`. */
export function messagePayload(
  workspace: Workspace,
  message: Message,
  withMetadata = false,
): Readonly<Record<string, unknown>> {
  const { app, team } = workspace;
  const files = workspace.files.describe(message.fileIds ?? []);
  return {
    type: "message",
    user: message.userId,
    ts: message.ts,
    text: message.text,
    team: team.id,
    ...(message.byApp ? { bot_id: app.botId, app_id: app.id } : {}),
    ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
    ...(message.threadTs === undefined
      ? {}
      : { thread_ts: message.threadTs, parent_user_id: app.botUserId }),
    ...(message.editedTs === undefined
      ? {}
      : { edited: { user: message.userId, ts: message.editedTs } }),
    ...(files.length === 0
      ? {}
      : { files: files.map((file) => ({ ...file, size: file.sizeBytes })) }),
    ...(withMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
  };
}

/** Where a click, a choice or a search happened: the message or view, with what stands in its elements. */
export function placeParts(
  workspace: Workspace,
  personId: string,
  place: Message | StoredView,
): object {
  if ("rootId" in place) {
    return { container: { type: "view", view_id: place.id }, view: viewPayload(workspace, place) };
  }
  const container: Container = { kind: "message", channel: place.channel, ts: place.ts };
  const isEphemeral = place.onlyFor !== undefined;
  return {
    container: {
      type: "message",
      message_ts: place.ts,
      channel_id: place.channel,
      is_ephemeral: isEphemeral,
      ...(place.threadTs === undefined ? {} : { thread_ts: place.threadTs }),
    },
    channel: { id: place.channel, name: "directmessage" },
    // Slack does not hand ephemeral messages back.
    ...(isEphemeral ? {} : { message: messagePayload(workspace, place) }),
    state: { values: containerState(workspace, personId, container, place.blocks) },
  };
}

/** The address to answer a click at. Clicks in views have none. */
export function responseParts(
  workspace: Workspace,
  personId: string,
  place: Message | StoredView,
): object {
  if ("rootId" in place) return {};
  const target = { channel: place.channel, personId, messageTs: place.ts };
  return { response_url: responseUrl(workspace, workspace.responseUrls.issue(target)) };
}

function responseUrl(workspace: Workspace, id: string): string {
  return `${workspace.url}/response/${id}`;
}
