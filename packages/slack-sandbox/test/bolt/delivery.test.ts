import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { createServer } from "node:http";
import { once } from "node:events";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { WebSocket } from "ws";
import type { Sandbox } from "../../src/index.js";
import { modal } from "../support/blocks.js";
import {
  boltSandbox,
  botClient,
  clientOptions,
  connectBolt,
  sandboxForTest,
} from "../support/bolt.js";

const LEAD = "lead@example.com";

describe("Socket Mode", () => {
  it("keeps the order of payloads and sends each to one of several connections", async () => {
    const seen: string[] = [];
    const note = (name: string) => (app: App) => {
      app.command("/probe", async ({ ack, command }) => {
        await ack();
        seen.push(`${name} ${command.text}`);
      });
    };
    const { sandbox } = await boltSandbox(note("a"));
    await connectBolt(sandbox, note("b"));
    expect(sandbox.connectionCount()).toBe(2);
    for (const turn of [1, 2, 3, 4]) await sandbox.person(LEAD).command(`/probe ${turn}`);
    expect(seen.map((one) => one.slice(2))).toEqual(["1", "2", "3", "4"]);
    expect(new Set(seen.map((one) => one[0]))).toEqual(new Set(["a", "b"]));
  });

  it("lets an app connect anew when Slack asks for it", async () => {
    const sandbox = await sandboxForTest();
    const receiver = new SocketModeReceiver({
      appToken: sandbox.appToken,
      clientPingTimeout: 500,
      logLevel: LogLevel.ERROR,
      installerOptions: { clientOptions: clientOptions(sandbox) },
    });
    const app = new App({
      token: sandbox.botToken,
      receiver,
      deferInitialization: true,
      logLevel: LogLevel.ERROR,
      clientOptions: clientOptions(sandbox),
    });
    app.command("/probe", async ({ ack }) => ack("Still here"));
    await app.init();
    await app.start();
    onTestFinished(async () => {
      await app.stop();
    });
    const lead = sandbox.person(LEAD);
    sandbox.requestReconnect();
    await lead.waitFor(({ app: { connected } }) => !connected, "the break");
    await lead.waitFor(({ app: { connected } }) => connected, "the new connection");
    await lead.command("/probe");
    expect(lead.latest().text).toBe("Still here");
  });

  it("refuses the bot's token for a connection and the app's token for anything else", async () => {
    const sandbox = await sandboxForTest();
    const call = async (method: string, token: string) => {
      const response = await fetch(sandbox.apiUrl + method, {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
      });
      const { error }: { readonly error: string } = await response.json();
      return error;
    };
    expect(await call("apps.connections.open", sandbox.botToken)).toBe("not_allowed_token_type");
    expect(await call("auth.test", sandbox.appToken)).toBe("not_allowed_token_type");
    expect(await call("auth.test", "xoxb-other")).toBe("invalid_auth");
  });

  it("repeats an event that nobody acknowledged, and says so", async () => {
    const sandbox = await sandboxForTest({ ackTimeoutMs: 100 });
    const frames = await connectBareSocket(sandbox);
    await sandbox.person(LEAD).openHome();
    const [first, second] = await frames(2);
    expect(first).toMatchObject({ type: "events_api", accepts_response_payload: false });
    expect(first).not.toHaveProperty("retry_attempt");
    expect(second).toMatchObject({ retry_attempt: 1, retry_reason: "timeout" });
    expect(second?.["payload"]).toEqual(first?.["payload"]);
  });
});

describe("a signed request URL", () => {
  it("delivers commands, events and submissions that Bolt accepts, and only those that are signed right", async () => {
    const port = await freePort();
    const requestUrl = `http://127.0.0.1:${port}/slack/events`;
    const sandbox = await sandboxForTest({
      app: { name: "Probe", commands: ["/probe"], requestUrl },
    });
    const receiver = new HTTPReceiver({
      signingSecret: sandbox.signingSecret,
      logLevel: LogLevel.ERROR,
    });
    const app = new App({
      token: sandbox.botToken,
      receiver,
      deferInitialization: true,
      logLevel: LogLevel.ERROR,
      clientOptions: clientOptions(sandbox),
    });
    app.command("/probe", async ({ ack, client, command }) => {
      await ack("Over HTTP");
      await client.views.open({ trigger_id: command.trigger_id, view: modal([]) });
    });
    app.event("app_home_opened", async ({ event, client }) => {
      await client.views.publish({ user_id: event.user, view: { type: "home", blocks: [] } });
    });
    app.view("form", async ({ ack }) =>
      ack({ response_action: "update", view: modal([], { callback_id: "after" }) }),
    );
    await app.init();
    await app.start(port);
    onTestFinished(async () => {
      await app.stop();
    });
    const lead = sandbox.person(LEAD);
    await lead.command("/probe");
    expect(lead.latest().text).toBe("Over HTTP");
    await lead.waitFor(({ views }) => views[0], "the modal");
    await lead.submit();
    expect(lead.view().callbackId).toBe("after");
    await lead.openHome();
    await lead.waitFor(({ home }) => home, "App Home");
    const forged = await fetch(requestUrl, {
      method: "POST",
      headers: {
        "x-slack-signature": "v0=00",
        "x-slack-request-timestamp": String(Math.floor(Date.now() / 1000)),
      },
      body: "command=/probe",
    });
    expect(forged.status).toBe(401);
  });
});

type Frame = Readonly<Record<string, unknown>>;

/** A connection that acknowledges nothing. Returns how to wait for its first frames after `hello`. */
async function connectBareSocket(
  sandbox: Sandbox,
): Promise<(count: number) => Promise<readonly Frame[]>> {
  const { url } = await botClient(sandbox, sandbox.appToken).apps.connections.open();
  const socket = new WebSocket(url ?? "");
  const frames: Frame[] = [];
  socket.on("message", (data: Buffer) => {
    const frame: Frame = JSON.parse(data.toString());
    frames.push(frame);
  });
  await vi.waitFor(() => expect(frames[0]).toMatchObject({ type: "hello", num_connections: 1 }));
  return async (count) => {
    await vi.waitFor(() => expect(frames).toHaveLength(count + 1));
    return frames.slice(1);
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return address.port;
}
