import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { act, enterInput } from "../gestures/act.js";
import { closeView } from "../gestures/close.js";
import { runCommand } from "../gestures/command.js";
import { dismiss, openHome } from "../gestures/home.js";
import { personState } from "../gestures/person-state.js";
import { getPerson, ImpossibleGesture } from "../gestures/place.js";
import { askOptions } from "../gestures/serve-options.js";
import { submitView } from "../gestures/submit.js";
import { sendJson, sendText } from "../server/answer.js";
import { parseJson, readBody } from "../server/body.js";
import type { Workspace } from "../workspace.js";
import { streamChanges } from "./event-stream.js";
import { GESTURES } from "./gesture-schemas.js";

type Gesture = (workspace: Workspace, body: unknown) => object | Promise<object>;

function gesture<Shape extends z.ZodType>(
  shape: Shape,
  run: (workspace: Workspace, parsed: z.infer<Shape>) => object | Promise<object>,
): Gesture {
  return (workspace, body) => {
    const parsed = shape.safeParse(body);
    if (!parsed.success) throw new ImpossibleGesture(z.prettifyError(parsed.error));
    return run(workspace, parsed.data);
  };
}

const POSTS: Readonly<Record<string, Gesture>> = {
  command: gesture(GESTURES.command, runCommand),
  input: gesture(GESTURES.input, enterInput),
  action: gesture(GESTURES.action, act),
  options: gesture(GESTURES.options, askOptions),
  submit: gesture(GESTURES.view, submitView),
  close: gesture(GESTURES.view, closeView),
  home: gesture(GESTURES.person, openHome),
  dismiss: gesture(GESTURES.dismiss, dismiss),
};

/** Answers the control API, described in `protocol.ts`. `path` begins behind `/sandbox/`. */
export async function answerControl(
  workspace: Workspace,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await answer(workspace, path, request, response);
  } catch (error) {
    if (!(error instanceof ImpossibleGesture)) throw error;
    sendJson(response, 400, { ok: false, error: error.message });
  }
}

async function answer(
  workspace: Workspace,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === "POST") {
    const run = POSTS[path];
    if (run === undefined) return sendText(response, 404, "There is no such gesture.");
    const body = parseJson((await readBody(request)).toString("utf8"));
    return sendJson(response, 200, await run(workspace, body));
  }
  const url = new URL(request.url ?? "/", "http://sandbox");
  const person = url.searchParams.get("person") ?? firstPerson(workspace);
  if (path === "state") return sendJson(response, 200, personState(workspace, person));
  if (path === "events") return streamChanges(workspace, getPerson(workspace, person).id, response);
  if (path.startsWith("file/")) return sendFile(workspace, path.slice("file/".length), response);
  sendText(response, 404, "There is nothing here.");
}

function firstPerson(workspace: Workspace): string {
  return [...workspace.members.values()].find(({ isBot }) => !isBot)?.id ?? "";
}

function sendFile(workspace: Workspace, id: string, response: ServerResponse): void {
  const file = workspace.files.find(id);
  if (file?.bytes === undefined) return sendText(response, 404, "There is no such file.");
  // Uploaded bytes come from traces: they are never run in the page's origin.
  response.writeHead(200, {
    "content-type": file.mimetype === "text/html" ? "text/plain; charset=utf-8" : file.mimetype,
    "content-disposition": `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox",
  });
  response.end(file.bytes);
}
