import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";

/** What a stub got. */
export interface StubRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly headers: IncomingMessage["headers"];
}

/** A stub's answer; `undefined` never comes. */
export type StubAnswer =
  | {
      readonly status?: number;
      readonly type?: string;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string | object;
    }
  | { readonly drop: true }
  | undefined;

/** A tiny server that stands for MLflow where a fault has to be forced. */
export interface StubServer {
  readonly url: string;
  /** Everything but `GET /version` and `GET /health`, in the order of arrival. */
  readonly requests: readonly StubRequest[];
  /** How often `GET /health` was asked. */
  probes(): number;
  close(): Promise<void>;
}

/** Starts a stub, on a free port by default. It says that it is a current MLflow, and healthy, unless told otherwise. */
export async function startStub(
  answer: (request: StubRequest, count: number) => StubAnswer | Promise<StubAnswer>,
  version: StubAnswer = { type: "text/plain", body: "3.17.2" },
  isHealthy: () => boolean = () => true,
  atPort = 0,
): Promise<StubServer> {
  const requests: StubRequest[] = [];
  let probes = 0;
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on("data", (part: Buffer) => parts.push(part));
    const respond = async () => {
      const { method = "", url = "", headers } = incoming;
      const request = { method, path: url, headers, body: Buffer.concat(parts).toString() };
      if (url === "/version") return give(outgoing, version);
      if (url === "/health") {
        probes += 1;
        return give(outgoing, isHealthy() ? { type: "text/plain", body: "OK" } : undefined);
      }
      requests.push(request);
      return give(outgoing, await answer(request, requests.length));
    };
    incoming.on("end", () => {
      respond().catch((error: unknown) => outgoing.destroy(new Error(String(error))));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(atPort, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    probes: () => probes,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function give(outgoing: ServerResponse, answer: StubAnswer): void {
  if (answer === undefined) return;
  if ("drop" in answer) {
    outgoing.destroy();
    return;
  }
  const { status = 200, type = "application/json", headers = {}, body } = answer;
  outgoing.writeHead(status, { ...headers, "content-type": type });
  outgoing.end(typeof body === "string" ? body : JSON.stringify(body));
}
