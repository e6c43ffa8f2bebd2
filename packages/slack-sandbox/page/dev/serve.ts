/**
 * Serves the built page over a workspace without an app, to work on its looks: `node page/dev/serve.ts [port]` after
 * `vite build`. Not part of the package.
 */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { createFixture } from "./fixture-state.ts";

const PAGE = join(import.meta.dirname, "../../dist/page");
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
};
const EXPERIMENTS = ["customer_service", "customer_service_eval", "pricing_page_bot", "search"];

const fixture = createFixture();
const streams = new Map<ServerResponse, string>();

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    response.writeHead(500).end(String(error));
  });
});
server.listen(Number(process.argv[2] ?? 4600), "127.0.0.1");

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const person = url.searchParams.get("person") ?? "UANA";
  if (url.pathname === "/sandbox/state") return sendJson(response, fixture.state(person));
  if (url.pathname === "/sandbox/events") return openStream(response, person);
  if (url.pathname.startsWith("/sandbox/file/")) return void response.end("{}");
  if (request.method === "POST")
    return sendJson(response, perform(url.pathname, await readBody(request)));
  const path = url.pathname === "/" ? "/index.html" : url.pathname;
  const body = await readFile(join(PAGE, path));
  response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" });
  response.end(body);
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(value === undefined ? 404 : 200, { "content-type": "application/json" });
  response.end(JSON.stringify(value ?? {}));
}

function openStream(response: ServerResponse, person: string): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(": open\n\n");
  streams.set(response, person);
  response.on("close", () => streams.delete(response));
}

async function readBody(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

// oxlint-disable-next-line typescript/no-explicit-any -- a toy: the real server parses
function perform(path: string, body: any): object {
  const done = act(path, body);
  for (const [stream, person] of streams) {
    if (person === body.person) stream.write("event: changed\ndata: {}\n\n");
  }
  return done ?? { ok: true };
}

// oxlint-disable-next-line typescript/no-explicit-any -- a toy: the real server parses
function act(path: string, body: any): object | undefined {
  const { person } = body;
  switch (path) {
    case "/sandbox/input":
      fixture.input(body);
      return undefined;
    case "/sandbox/command":
      if (body.text !== "/label new") {
        return { ok: false, error: "This app takes commands. Type /label help to see them." };
      }
      fixture.openModal(person);
      return undefined;
    case "/sandbox/action":
      if (body.actionId === "new_session") fixture.openModal(person);
      return undefined;
    case "/sandbox/options": {
      const found = EXPERIMENTS.filter((name) => name.includes(body.query));
      return {
        ok: true,
        options: found.map((name) => ({ text: { type: "plain_text", text: name }, value: name })),
      };
    }
    case "/sandbox/submit":
      fixture.refuse(person);
      return undefined;
    case "/sandbox/close":
      fixture.closeModal(person);
      return undefined;
    case "/sandbox/home":
      fixture.openHome(person);
      return undefined;
    case "/sandbox/dismiss":
      fixture.dismiss(person, body.ts);
      return undefined;
    default:
      return { ok: false, error: `The fixture has no ${path}.` };
  }
}
