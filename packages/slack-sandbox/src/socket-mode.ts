import type { Server } from "node:http";
import { WebSocket, WebSocketServer } from "ws";
import { z } from "zod";
import type { Delivered, Delivery, PayloadKind, RetryInfo } from "./delivery.js";
import { secretId } from "./ids.js";

/** Apps close a connection on which nothing pings them for 30 s. */
const PING_EVERY_MS = 10_000;
/** What Slack's `hello` announces: about five hours. */
const CONNECTION_SECONDS = 18_060;
const CLOSE_WITHIN_MS = 500;
const MAX_CONNECTIONS = 10;

const Ack = z.object({ envelope_id: z.string(), payload: z.unknown().optional() });

/** Why Slack asks an app to connect anew. */
export type DisconnectReason = "warning" | "refresh_requested" | "link_disabled";

/** Socket Mode: apps connect by WebSocket, and every payload goes to one of the connections. */
export class SocketMode implements Delivery {
  readonly #appId: string;
  readonly #ackTimeoutMs: number;
  readonly #onConnectionChange: () => void;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #waiting = new Map<string, (delivered: Delivered) => void>();
  readonly #pings: NodeJS.Timeout;
  #turn = 0;

  constructor(appId: string, ackTimeoutMs: number, onConnectionChange: () => void) {
    this.#appId = appId;
    this.#ackTimeoutMs = ackTimeoutMs;
    this.#onConnectionChange = onConnectionChange;
    this.#pings = setInterval(() => {
      for (const socket of this.#open()) socket.ping();
    }, PING_EVERY_MS);
  }

  /** The path of a one-time address to connect to, for `apps.connections.open`. */
  issueLink(): string {
    const ticket = secretId();
    this.#tickets.add(ticket);
    return `/link/?ticket=${ticket}&app_id=${this.#appId}`;
  }

  /** Takes connections on this server. */
  attach(server: Server): void {
    server.on("upgrade", (request, socket, head) => {
      const url = new URL(request.url ?? "/", "http://sandbox");
      const isKnown =
        url.pathname === "/link/" && this.#tickets.delete(url.searchParams.get("ticket") ?? "");
      if (!isKnown) {
        socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
        return;
      }
      this.#server.handleUpgrade(request, socket, head, (opened) => this.#greet(opened));
    });
  }

  isConnected(): boolean {
    return this.#open().length > 0;
  }

  /** How many connections are open. */
  connectionCount(): number {
    return this.#open().length;
  }

  /** Asks every connected app to connect anew, as Slack does every few hours. */
  requestReconnect(reason: DisconnectReason): void {
    const message = JSON.stringify({ type: "disconnect", reason, debug_info: { host: "sandbox" } });
    for (const socket of this.#open()) socket.send(message);
  }

  deliver(kind: PayloadKind, payload: object, retry?: RetryInfo): Promise<Delivered> {
    const open = this.#open();
    this.#turn += 1;
    const socket = open[this.#turn % Math.max(open.length, 1)];
    if (socket === undefined) return Promise.resolve({ kind: "notConnected" });
    const envelopeId = secretId(16);
    socket.send(
      JSON.stringify({
        envelope_id: envelopeId,
        type: kind,
        accepts_response_payload: kind !== "events_api",
        payload,
        ...(retry === undefined
          ? {}
          : { retry_attempt: retry.attempt, retry_reason: retry.reason }),
      }),
    );
    return this.#acknowledged(envelopeId);
  }

  async close(): Promise<void> {
    clearInterval(this.#pings);
    for (const settle of this.#waiting.values()) settle({ kind: "notConnected" });
    await Promise.all([...this.#server.clients].map(closeSocket));
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #open(): readonly WebSocket[] {
    return [...this.#server.clients].filter(({ readyState }) => readyState === WebSocket.OPEN);
  }

  #greet(socket: WebSocket): void {
    const count = this.#open().length;
    if (count > MAX_CONNECTIONS) {
      socket.send(
        JSON.stringify({
          type: "disconnect",
          reason: "too_many_websockets",
          debug_info: { host: "sandbox" },
        }),
      );
      socket.close();
      return;
    }
    socket.on("message", (data: Buffer) => this.#receive(data.toString("utf8")));
    socket.on("close", this.#onConnectionChange);
    // A connection that breaks also closes; without a listener the process would end.
    socket.on("error", () => socket.terminate());
    socket.send(
      JSON.stringify({
        type: "hello",
        num_connections: count,
        connection_info: { app_id: this.#appId },
        debug_info: { host: "sandbox", approximate_connection_time: CONNECTION_SECONDS },
      }),
    );
    socket.ping();
    this.#onConnectionChange();
  }

  #receive(text: string): void {
    const ack = Ack.safeParse(parseJson(text));
    if (!ack.success) return;
    this.#waiting.get(ack.data.envelope_id)?.({ kind: "acknowledged", response: ack.data.payload });
  }

  #acknowledged(envelopeId: string): Promise<Delivered> {
    return new Promise((resolve) => {
      const settle = (delivered: Delivered) => {
        clearTimeout(timer);
        this.#waiting.delete(envelopeId);
        resolve(delivered);
      };
      const timer = setTimeout(() => settle({ kind: "timedOut" }), this.#ackTimeoutMs);
      this.#waiting.set(envelopeId, settle);
    });
  }
}

/** Says good-bye, and breaks the connection when the app does not answer. */
function closeSocket(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.terminate(), CLOSE_WITHIN_MS);
    socket.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
    socket.close(1000);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
