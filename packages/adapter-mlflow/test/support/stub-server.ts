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
  | { readonly status?: number; readonly type?: string; readonly body: string | object }
  | { readonly drop: true }
  | undefined;

/** A tiny server that stands for MLflow where a fault has to be forced. */
export interface StubServer {
  readonly url: string;
  /** Everything but `GET /version`, in the order of arrival. */
  readonly requests: readonly StubRequest[];
  close(): Promise<void>;
}

/** Starts a stub on a free port. It says that it is a current MLflow unless told otherwise. */
export async function startStub(
  answer: (request: StubRequest, count: number) => StubAnswer | Promise<StubAnswer>,
  version: StubAnswer = { type: "text/plain", body: "3.17.2" },
): Promise<StubServer> {
  const requests: StubRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on("data", (part: Buffer) => parts.push(part));
    const respond = async () => {
      const { method = "", url = "", headers } = incoming;
      const request = { method, path: url, headers, body: Buffer.concat(parts).toString() };
      if (url === "/version") return give(outgoing, version);
      requests.push(request);
      return give(outgoing, await answer(request, requests.length));
    };
    incoming.on("end", () => {
      respond().catch((error: unknown) => outgoing.destroy(new Error(String(error))));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
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
  const { status = 200, type = "application/json", body } = answer;
  outgoing.writeHead(status, { "content-type": type });
  outgoing.end(typeof body === "string" ? body : JSON.stringify(body));
}
