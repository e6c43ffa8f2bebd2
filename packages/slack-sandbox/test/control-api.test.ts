import { request } from "node:http";
import { describe, expect, it } from "vitest";
import type { PersonState, Sandbox } from "../src/index.js";
import { input, radios } from "./support/blocks.js";
import { boltSandbox, botClient, sandboxForTest } from "./support/bolt.js";

const LEAD = "lead@example.com";

async function gesture(sandbox: Sandbox, name: string, body: object): Promise<unknown> {
  const response = await fetch(`${sandbox.url}sandbox/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return response.json();
}

async function stateOf(sandbox: Sandbox, person: string): Promise<PersonState> {
  const response = await fetch(`${sandbox.url}sandbox/state?person=${person}`);
  const state: PersonState = await response.json();
  return state;
}

describe("the control API", () => {
  it("plays a person by HTTP, with the same unsent input as a script", async () => {
    const { sandbox, app } = await boltSandbox((bolt) => {
      bolt.command("/probe", async ({ ack }) => ack("Heard you"));
    });
    const lead = sandbox.person(LEAD);
    expect(await gesture(sandbox, "command", { person: lead.id, text: "/probe" })).toEqual({
      ok: true,
    });
    await app.client.chat.postMessage({
      channel: lead.id,
      text: "Card",
      blocks: [input("Verdict", radios(), "q1")],
    });
    const card = lead.latest();
    const container = { kind: "message", channel: card.channel, ts: card.ts };
    const value = { type: "radio_buttons", selected_option: { value: "fail" } };
    const entered = await gesture(sandbox, "input", {
      person: lead.id,
      container,
      blockId: "q1",
      actionId: "verdict",
      value,
    });
    expect(entered).toEqual({ ok: true });
    const state = await stateOf(sandbox, lead.id);
    expect(state.me.email).toBe(LEAD);
    expect(state.app).toEqual({ name: "Probe", connected: true, commands: ["/probe"] });
    expect(state.messages.map(({ text }) => text)).toEqual(["Heard you", "Card"]);
    expect(state.messages[1]?.state["q1"]?.["verdict"]).toMatchObject({
      selected_option: { text: { text: "Fail" }, value: "fail" },
    });
    expect(lead.latest().state).toEqual(state.messages[1]?.state);
  });

  it("says what is wrong with a gesture that nobody could make", async () => {
    const sandbox = await sandboxForTest();
    const { id } = sandbox.person(LEAD);
    expect(await gesture(sandbox, "submit", { person: id, viewId: "V404" })).toMatchObject({
      ok: false,
      error: "the view V404 is not open",
    });
    expect(await gesture(sandbox, "command", { person: id })).toMatchObject({ ok: false });
  });

  it("streams a change for the person concerned", async () => {
    const sandbox = await sandboxForTest();
    const { id } = sandbox.person(LEAD);
    const response = await fetch(`${sandbox.url}sandbox/events?person=${id}`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const first = await reader?.read();
    await botClient(sandbox).chat.postMessage({ channel: id, text: "Hello" });
    const second = await reader?.read();
    await reader?.cancel();
    expect([first?.value, second?.value]).toEqual(Array(2).fill("event: changed\ndata: {}\n\n"));
  });

  it("keeps other sites out: foreign host names, foreign pages and plain forms", async () => {
    const sandbox = await sandboxForTest();
    const { id } = sandbox.person(LEAD);
    const post = (headers: Record<string, string>) =>
      statusOf(`${sandbox.url}sandbox/home`, headers, { person: id });
    const json = { "content-type": "application/json" };
    expect(await post({ ...json, host: "sandbox.attacker.example" })).toBe(403);
    expect(await post({ ...json, origin: "https://attacker.example" })).toBe(403);
    expect(await post({ "content-type": "text/plain" })).toBe(403);
    expect(await post({ ...json, origin: new URL(sandbox.url).origin })).toBe(200);
    expect(await post({ ...json, host: `localhost:${new URL(sandbox.url).port}` })).toBe(200);
  });

  it("fails to start on a port that is taken, with the system's code", async () => {
    const sandbox = await sandboxForTest();
    const port = Number(new URL(sandbox.url).port);
    await expect(sandboxForTest({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  it("serves the page or says that it is not built, and nothing outside its folder", async () => {
    const sandbox = await sandboxForTest();
    const page = await fetch(sandbox.url);
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/<div id=|not built/);
    expect(await statusOf(`${sandbox.url}..%2f..%2fpackage.json`, {})).toBe(404);
  });
});

/** `fetch` does not let one set the host. */
function statusOf(url: string, headers: Record<string, string>, body?: object): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: body === undefined ? "GET" : "POST", headers },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
