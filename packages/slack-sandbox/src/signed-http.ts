import { createHmac } from "node:crypto";
import type { Delivered, Delivery, PayloadKind, RetryInfo } from "./delivery.js";
import type { SandboxClock } from "./options.js";

/** How a request URL is reached. */
export interface SignedHttpOptions {
  readonly requestUrl: string;
  readonly signingSecret: string;
  readonly clock: SandboxClock;
  readonly ackTimeoutMs: number;
}

/** Delivery by signed HTTP requests (https://docs.slack.dev/authentication/verifying-requests-from-slack). */
export class SignedHttp implements Delivery {
  readonly #options: SignedHttpOptions;

  constructor(options: SignedHttpOptions) {
    this.#options = options;
  }

  isConnected(): boolean {
    return true;
  }

  async deliver(kind: PayloadKind, payload: object, retry?: RetryInfo): Promise<Delivered> {
    const { requestUrl, ackTimeoutMs } = this.#options;
    const body = encode(kind, payload);
    const signal = AbortSignal.timeout(ackTimeoutMs);
    try {
      const headers = this.#headers(kind, body, retry);
      const response = await fetch(requestUrl, { method: "POST", headers, body, signal });
      const text = await response.text();
      // Slack takes anything but a success for no answer.
      if (!response.ok) return { kind: "timedOut" };
      return { kind: "acknowledged", response: decode(text) };
    } catch {
      return { kind: signal.aborted ? "timedOut" : "notConnected" };
    }
  }

  async close(): Promise<void> {
    // Nothing is kept open.
  }

  #headers(kind: PayloadKind, body: string, retry: RetryInfo | undefined): Record<string, string> {
    const timestamp = String(Math.floor(this.#options.clock.nowMs() / 1000));
    const base = `v0:${timestamp}:${body}`;
    const signature = createHmac("sha256", this.#options.signingSecret).update(base).digest("hex");
    return {
      "content-type":
        kind === "events_api" ? "application/json" : "application/x-www-form-urlencoded",
      "x-slack-request-timestamp": timestamp,
      "x-slack-signature": `v0=${signature}`,
      ...(retry === undefined
        ? {}
        : { "x-slack-retry-num": String(retry.attempt), "x-slack-retry-reason": retry.reason }),
    };
  }
}

function encode(kind: PayloadKind, payload: object): string {
  switch (kind) {
    case "events_api":
      return JSON.stringify(payload);
    case "interactive":
      return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    case "slash_commands":
      return new URLSearchParams(
        Object.entries(payload).map(([key, value]): [string, string] => [key, String(value)]),
      ).toString();
  }
}

function decode(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
