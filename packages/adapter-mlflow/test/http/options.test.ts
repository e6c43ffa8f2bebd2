import { inspect } from "node:util";
import { ExperimentId, isLabelingError } from "@labeldesk/core";
import { afterEach, describe, expect, it } from "vitest";
import { checkOptions } from "../../src/mlflow-options.js";
import { createMlflowTracking } from "../../src/index.js";
import type { MlflowOptions, MlflowTracking } from "../../src/index.js";
import { startStub } from "../support/stub-server.js";
import type { StubServer } from "../support/stub-server.js";

const url = "https://mlflow.example.com";
const experimentId = ExperimentId.parse("1");

const open: (StubServer | MlflowTracking)[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((part) => part.close()));
});

async function server(): Promise<StubServer> {
  const started = await startStub(() => ({
    body: { experiment: { experiment_id: "1", name: "one" } },
  }));
  open.push(started);
  return started;
}

function tracking(options: MlflowOptions): MlflowTracking {
  const made = createMlflowTracking(options);
  open.push(made);
  return made;
}

function errorOf(options: MlflowOptions): unknown {
  try {
    checkOptions(options);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe("checkOptions", () => {
  it.each<[what: string, options: MlflowOptions]>([
    ["a user name without a password", { url, username: "planted" }],
    ["a login and a token", { url, username: "planted", password: "planted", token: "planted" }],
    ["a user name with a colon", { url, username: "planted:x", password: "planted" }],
    ["a token with a line break", { url, token: "planted\nx-evil: 1" }],
    ["a header with a line break", { url, headers: { "x-team": "planted\r\nx-evil: 1" } }],
    ["a header without a name", { url, headers: { "": "planted" } }],
    ["an authority that is no PEM", { url, tls: { ca: "planted" } }],
    ["a client certificate without its key", { url, tls: { cert: "-----BEGIN planted" } }],
    ["a proxy that speaks something else", { url, proxy: { url: "socks5://planted" } }],
    ["a proxy's password alone", { url, proxy: { url: "http://proxy", password: "planted" } }],
    ["no time at all", { url, connectTimeoutMs: 0 }],
    ["no call in flight", { url, maxConcurrency: 0 }],
  ])("refuses %s, without showing a value", (_what, options) => {
    const error = errorOf(options);
    expect(isLabelingError(error, "INVALID_ARGUMENT")).toBe(true);
    expect(inspect(error, { depth: 10 })).not.toContain("planted");
  });

  it("names every option that is wrong", () => {
    const wrong = { url: "mlflow", timeoutMs: -1, tls: { ca: "none" } };
    expect(() => checkOptions(wrong)).toThrow(/"url", "tls\.ca", "timeoutMs"/);
  });

  it("takes the login out of the addresses", () => {
    const checked = checkOptions({
      url: "https://svc%40x:p%20w@mlflow.example.com/base",
      proxy: { url: "http://me:secret@proxy:3128" },
    });
    expect(checked).toMatchObject({
      url: "https://mlflow.example.com/base",
      username: "svc@x",
      password: "p w",
      proxy: { url: "http://proxy:3128/", username: "me", password: "secret" },
    });
  });

  it("waits longer for calls that cost the server more", () => {
    expect(checkOptions({ url })).toMatchObject({ timeoutMs: 15_000, longTimeoutMs: 60_000 });
    expect(checkOptions({ url, timeoutMs: 90_000 })).toMatchObject({ longTimeoutMs: 90_000 });
  });
});

describe("the headers", () => {
  it("are asked for before every request when they come from a function", async () => {
    const { url: address, requests } = await server();
    let count = 0;
    const headers = () => Promise.resolve({ authorization: `Bearer token-${(count += 1)}` });
    const { experiments } = tracking({ url: address, headers });
    await experiments.getExperiment(experimentId);
    await experiments.getExperiment(experimentId);
    const [first, second] = requests.map((request) => request.headers.authorization);
    expect(first).toMatch(/^Bearer token-\d+$/);
    expect(second).toMatch(/^Bearer token-\d+$/);
    expect(second).not.toBe(first);
  });

  it("of a function that fails end the call with a code, and the cause", async () => {
    const { url: address, requests } = await server();
    const cause = new Error("no token to be had");
    const { experiments } = tracking({ url: address, headers: () => Promise.reject(cause) });
    await expect(experiments.getExperiment(experimentId)).rejects.toMatchObject({
      code: "UNAVAILABLE",
      message: expect.stringContaining("headers"),
      cause,
    });
    expect(requests).toEqual([]);
  });

  it("of a function are checked, and not shown", async () => {
    const { url: address } = await server();
    const headers = () => ({ "x-team": "planted\r\n" });
    const call = tracking({ url: address, headers }).experiments.getExperiment(experimentId);
    await expect(call).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
      message: expect.not.stringContaining("planted"),
    });
  });

  it("carry the token", async () => {
    const { url: address, requests } = await server();
    await tracking({ url: address, token: "a.b.c" }).experiments.getExperiment(experimentId);
    expect(requests[0]?.headers.authorization).toBe("Bearer a.b.c");
  });
});
