import { createServer, request as sendRequest } from "node:http";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { followFaults } from "./fault.js";
import type { Fault, FaultEffect } from "./fault.js";

/** A request that came to the proxy. */
export interface SeenRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly wasStruck: boolean;
}

/** A proxy before one HTTP server, which breaks what it is told to. */
export interface FaultProxy {
  readonly url: string;
  /** Everything that came, in order. */
  readonly seen: readonly SeenRequest[];
  /** What goes wrong from now on; what was asked for before goes wrong no more. */
  strike(...faults: readonly Fault[]): void;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** Starts a proxy on a free port of 127.0.0.1. @param target the server's address; plain HTTP */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const seen: SeenRequest[] = [];
  let strikes = followFaults([]);

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = "GET", url = "/" } = incoming;
    const path = url.replace(/\?.*$/, "");
    const effect = strikes({ method, path });
    seen.push({ method, path, wasStruck: effect !== undefined });
    const body = await bodyOf(incoming);
    const forward = () => ask(target + url, incoming, body);
    if (effect === undefined) give(outgoing, await forward());
    else await strike(outgoing, effect, forward);
  }

  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.socket?.resetAndDestroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    strike: (...faults) => {
      strikes = followFaults(faults);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function strike(
  outgoing: ServerResponse,
  effect: FaultEffect,
  forward: () => Promise<Answer>,
): Promise<void> {
  if ("when" in effect && effect.when === "after") await forward();
  switch (effect.kind) {
    case "disconnect":
      if (effect.how === "reset") outgoing.socket?.resetAndDestroy();
      else outgoing.socket?.destroy();
      return;
    case "answer": {
      const { status, headers = {}, body } = effect;
      give(outgoing, { status, headers, body: Buffer.from(body) });
      return;
    }
    case "silence":
      return;
    case "delay": {
      const answer = await forward();
      await sleep(effect.delayMs);
      give(outgoing, answer);
      return;
    }
    case "truncate":
      truncate(outgoing, await forward(), effect.length);
      return;
  }
}

function truncate(
  outgoing: ServerResponse,
  { status, headers, body }: Answer,
  length: Extract<FaultEffect, { kind: "truncate" }>["length"],
): void {
  const part = body.subarray(0, Math.floor(body.length / 2));
  if (length === "ofThePart") {
    give(outgoing, { status, headers, body: part });
    return;
  }
  outgoing.writeHead(status, { ...headers, "content-length": body.length });
  outgoing.write(part, () => outgoing.socket?.destroy());
}

function give(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  outgoing.writeHead(status, { ...headers, "content-length": body.length });
  outgoing.end(body);
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part);
  return Buffer.concat(parts);
}

/** What concerns one connection only is not passed on (RFC 9110, 7.6.1), nor the length, which is written anew. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
]);

function passedOn(headers: IncomingMessage["headers"]): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !OWN_HEADERS.has(name)));
}

function ask(url: string, { method, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = sendRequest(
      url,
      {
        method,
        agent: false,
        headers: {
          ...passedOn(headers),
          ...(body.length === 0 ? {} : { "content-length": body.length }),
        },
      },
      (answer) => {
        const { statusCode: status = 0 } = answer;
        bodyOf(answer).then(
          (whole) => resolve({ status, headers: passedOn(answer.headers), body: whole }),
          reject,
        );
      },
    );
    asked.on("error", reject);
    asked.end(body);
  });
}
