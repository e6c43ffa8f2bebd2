import { Agent, request } from "node:http";
import type { Sending } from "./protocol.ts";

/** Sends one request and gives the text of the answer. @throws {Error} for any status but success */
export type Send = (method: string, path: string, body?: unknown) => Promise<string>;

/** Opens senders over nothing but Node's `http`: connections that are kept, or a fresh one for each request. */
export function openSenders(url: string): (sending: Sending) => Send {
  const kept = new Map<number, Agent>();
  const agentOf = ({ connections, concurrency }: Sending) => {
    if (connections === "fresh") return undefined;
    // The server closes an idle connection after five seconds, without a word.
    const options = { keepAlive: true, maxSockets: concurrency, timeout: 4000 };
    const agent = kept.get(concurrency) ?? new Agent(options);
    kept.set(concurrency, agent);
    return agent;
  };
  return (sending) => {
    const agent = agentOf(sending) ?? new Agent();
    return (method, path, body) => send(url + path, { method, agent }, body);
  };
}

function send(
  url: string,
  { method, agent }: { readonly method: string; readonly agent: Agent },
  body: unknown,
): Promise<string> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers =
    text === undefined
      ? {}
      : { "content-type": "application/json", "content-length": Buffer.byteLength(text) };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const answer = Buffer.concat(chunks).toString();
        const { statusCode = 0 } = response;
        if (statusCode >= 200 && statusCode < 300) resolve(answer);
        else reject(new Error(`${method} ${url}: HTTP ${statusCode} ${answer.slice(0, 300)}`));
      });
    });
    sent.on("error", reject);
    sent.end(text);
  });
}
