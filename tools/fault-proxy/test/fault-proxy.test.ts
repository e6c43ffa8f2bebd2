import { createServer } from "node:http";
import type { Server } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startFaultProxy } from "../src/index.js";
import type { FaultEffect, FaultProxy } from "../src/index.js";

let server: Server;
let got: string[];
let proxy: FaultProxy;

beforeEach(async () => {
  got = [];
  server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on("data", (part: Buffer) => parts.push(part));
    incoming.on("end", () => {
      got.push(`${incoming.method} ${incoming.url} ${Buffer.concat(parts).toString()}`);
      outgoing.setHeader("x-own", "yes");
      outgoing.end(`{"done":"${incoming.url}"}`);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  proxy = await startFaultProxy(`http://127.0.0.1:${port}`);
});

afterEach(async () => {
  await proxy.close();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
});

const post = (path: string, signal?: AbortSignal) =>
  fetch(proxy.url + path, { method: "POST", body: "work", ...(signal ? { signal } : {}) });

describe("startFaultProxy", () => {
  it("passes requests and answers on", async () => {
    const response = await post("/a?b=1");
    expect(await response.text()).toBe(`{"done":"/a?b=1"}`);
    expect(response.headers.get("x-own")).toBe("yes");
    expect(got).toEqual(["POST /a?b=1 work"]);
    expect(proxy.seen).toEqual([{ method: "POST", path: "/a", wasStruck: false }]);
  });

  it("strikes the nth of the matching requests, and no other", async () => {
    const effect = { kind: "answer", when: "before", status: 503, body: "busy" } as const;
    proxy.strike({ matches: ({ path }) => path === "/a", nth: 2, effect });
    const statuses: number[] = [];
    for (const path of ["/a", "/b", "/a", "/a"]) statuses.push((await post(path)).status);
    expect(statuses).toEqual([200, 200, 503, 200]);
    expect(got).toHaveLength(3);
  });

  it.each([
    ["before", 0],
    ["after", 1],
  ] as const)("loses the answer %s the server did its work", async (when, done) => {
    proxy.strike({ effect: { kind: "disconnect", when, how: "reset" } });
    await expect(post("/a")).rejects.toThrow(/fetch failed|terminated/);
    expect(got).toHaveLength(done);
  });

  it("gives half an answer as if it were all of it", async () => {
    proxy.strike({ effect: { kind: "truncate", length: "ofThePart" } });
    expect(await (await post("/a")).text()).toBe(`{"done`);
  });

  it.each<FaultEffect>([
    { kind: "truncate", length: "ofTheWhole" },
    { kind: "disconnect", when: "after", how: "close" },
  ])("breaks the connection in the middle: %j", async (effect) => {
    proxy.strike({ effect });
    await expect(post("/a").then((response) => response.text())).rejects.toThrow(
      /fetch failed|terminated/,
    );
    expect(got).toHaveLength(1);
  });

  it("never answers", async () => {
    proxy.strike({ effect: { kind: "silence", when: "after" } });
    await expect(post("/a", AbortSignal.timeout(300))).rejects.toThrow(/timeout/);
    expect(got).toHaveLength(1);
  });
});
