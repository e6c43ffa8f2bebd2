import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { SandboxMember } from "./control/protocol.js";
import { answerControl } from "./control/routes.js";
import { secretId } from "./ids.js";
import { toSandboxMember } from "./members.js";
import type { Message } from "./messages.js";
import type { SandboxOptions } from "./options.js";
import { sendPage } from "./page-files.js";
import { createPerson, type SandboxPerson } from "./person.js";
import { sendText } from "./server/answer.js";
import { answerApp } from "./server/app-routes.js";
import { refuseForeign } from "./server/guard.js";
import { SignedHttp } from "./signed-http.js";
import { SocketMode, type DisconnectReason } from "./socket-mode.js";
import { Faults, type Fault } from "./web-api/faults.js";
import { WebApi, type ApiCall } from "./web-api/web-api.js";
import { Workspace } from "./workspace.js";

/** A running workspace with one app installed. */
export interface Sandbox {
  /** The page where people are played in a browser. */
  readonly url: string;
  /** What an app takes as `slackApiUrl`. Ends with a slash. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly teamId: string;
  readonly botUserId: string;
  readonly people: readonly SandboxMember[];
  /** What the app asked of Slack so far, refusals included. */
  readonly calls: readonly ApiCall[];
  /** A scripted person. @throws when nobody has this id or e-mail. */
  person(idOrEmail: string): SandboxPerson;
  /** Every message, with its metadata, oldest first; of one conversation when it is named. */
  messages(channel?: string): readonly Message[];
  /** Whether an app is connected. */
  isConnected(): boolean;
  /** How many Socket Mode connections are open. */
  connectionCount(): number;
  /** Asks connected apps to connect anew, as Slack does every few hours. */
  requestReconnect(reason?: DisconnectReason): void;
  /** Lets the next calls of a method go wrong; `times` is 1 by default. */
  fail(method: string, fault: Fault, times?: number): void;
  /** Closes every connection and forgets everything. */
  close(): Promise<void>;
}

/**
 * Starts a workspace. It lives in memory and ends with {@link Sandbox.close}.
 *
 * @throws {Error} with the code `EADDRINUSE` or `EACCES` when the port cannot be had.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const host = options.host ?? "127.0.0.1";
  const workspace = new Workspace(options);
  const tokens = {
    bot: options.app?.botToken ?? `xoxb-sandbox-${secretId()}`,
    app: options.app?.appToken ?? `xapp-sandbox-${secretId()}`,
  };
  const signingSecret = options.app?.signingSecret ?? secretId(16);
  const sockets = new SocketMode(workspace.app.id, workspace.ackTimeoutMs, () =>
    workspace.changed(workspace.members.keys()),
  );
  const api = createApi(workspace, tokens, sockets);
  const faults = new Faults();
  const server = createServer((request, response) => {
    void answer({ workspace, api, faults, host }, request, response);
  });
  sockets.attach(server);
  workspace.connect(chooseDelivery(options, workspace, signingSecret, sockets));
  const port = await listen(server, options.port ?? 0, host).catch(async (error: unknown) => {
    await sockets.close();
    throw error;
  });
  workspace.url = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  return {
    url: `${workspace.url}/`,
    apiUrl: `${workspace.url}/api/`,
    botToken: tokens.bot,
    appToken: tokens.app,
    signingSecret,
    teamId: workspace.team.id,
    botUserId: workspace.app.botUserId,
    people: [...workspace.members.values()].map(toSandboxMember),
    calls: api.calls,
    person: (idOrEmail) => createPerson(workspace, idOrEmail),
    messages: (channel) =>
      workspace.messages
        .all()
        .filter((message) => channel === undefined || message.channel === channel),
    isConnected: () => workspace.delivery.isConnected(),
    connectionCount: () => sockets.connectionCount(),
    requestReconnect: (reason = "refresh_requested") => sockets.requestReconnect(reason),
    fail: (method, fault, times) => faults.add(method, fault, times),
    close: async () => {
      await sockets.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function createApi(
  workspace: Workspace,
  tokens: { readonly bot: string; readonly app: string },
  sockets: SocketMode,
): WebApi {
  const api = new WebApi(workspace, tokens, {
    "apps.connections.open": {
      token: "app",
      run: () => ({ url: workspace.url.replace("http", "ws") + sockets.issueLink() }),
    },
  });
  workspace.noteRefusal = (what, refusal) => api.logRefusal(what, refusal);
  return api;
}

function chooseDelivery(
  options: SandboxOptions,
  { clock, ackTimeoutMs }: Workspace,
  signingSecret: string,
  sockets: SocketMode,
) {
  const requestUrl = options.app?.requestUrl;
  if (requestUrl === undefined) return sockets;
  return new SignedHttp({ requestUrl, signingSecret, clock, ackTimeoutMs });
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

interface Served {
  readonly workspace: Workspace;
  readonly api: WebApi;
  readonly faults: Faults;
  readonly host: string;
}

/** Whose conversation a permalink (`/archives/D…/p…`) leads to: the page shows it to that person. */
function ownerOfPermalink(workspace: Workspace, path: string): string | undefined {
  const [, channel] = /^\/archives\/([^/]+)\/p\d+$/.exec(path) ?? [];
  return channel === undefined ? undefined : workspace.channels.find(channel)?.people[0];
}

async function answer(
  served: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://sandbox").pathname);
    if (await answerApp(served, path, request, response)) return;
    const objection = refuseForeign(request, served.host);
    if (objection !== undefined) return sendText(response, 403, objection);
    if (path.startsWith("/sandbox/")) {
      return await answerControl(
        served.workspace,
        path.slice("/sandbox/".length),
        request,
        response,
      );
    }
    const owner = ownerOfPermalink(served.workspace, path);
    if (owner !== undefined) {
      response.writeHead(302, { location: `/?person=${owner}` }).end();
      return;
    }
    await sendPage(path, response);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else sendText(response, 500, error instanceof Error ? error.message : "The sandbox failed.");
  }
}
