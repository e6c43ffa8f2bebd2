import type { IncomingMessage, ServerResponse } from "node:http";
import { SlackRefusal } from "../refusal.js";
import { respond } from "../responding.js";
import type { Faults } from "../web-api/faults.js";
import type { WebApi } from "../web-api/web-api.js";
import type { Workspace } from "../workspace.js";
import { sendJson, sendText } from "./answer.js";
import { parseJson, readBody, readFields, readFile } from "./body.js";

/** What the app's side of the server works on. */
export interface AppRoutes {
  readonly workspace: Workspace;
  readonly api: WebApi;
  readonly faults: Faults;
}

/** Answers what an app calls: the Web API, `response_url`s and uploads. False for anything else. */
export async function answerApp(
  routes: AppRoutes,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const [, area = "", id = ""] = path.split("/");
  switch (area) {
    case "api":
      await answerCall(routes, id, request, response);
      return true;
    case "response":
      await answerResponse(routes, id, request, response);
      return true;
    case "upload":
      await takeFile(routes, id, request, response);
      return true;
    default:
      return false;
  }
}

async function answerCall(
  { api, faults }: AppRoutes,
  method: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://sandbox");
  const { token: inBody, ...fields } = {
    ...Object.fromEntries(url.searchParams),
    ...(await readFields(request)),
  };
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const token = bearer ?? (typeof inBody === "string" ? inBody : undefined);
  const fault = faults.take(method);
  switch (fault?.kind) {
    case undefined:
      return sendJson(response, 200, api.call(method, token, fields));
    case "replyLost":
      api.call(method, token, fields);
      request.socket.destroy();
      return;
    case "refused":
      api.log({ method, ok: false, error: fault.error });
      return sendJson(response, 200, { ok: false, error: fault.error });
    case "rateLimited":
      api.log({ method, ok: false, error: "ratelimited" });
      response.setHeader("retry-after", String(fault.retryAfterSeconds));
      return sendJson(response, 429, { ok: false, error: "ratelimited" });
    case "serverError":
      api.log({ method, ok: false, error: `http_${fault.status}` });
      return sendText(response, fault.status, "upstream error");
  }
}

async function answerResponse(
  { workspace, api }: AppRoutes,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = parseJson((await readBody(request)).toString("utf8"));
  try {
    respond(workspace, workspace.responseUrls.use(id), body);
    api.log({ method: "response_url", ok: true });
    sendText(response, 200, "ok");
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    api.logRefusal("response_url", error);
    const isGone = ["invalid_url", "expired_url", "used_url"].includes(error.code);
    sendJson(response, isGone ? 404 : 400, {
      ok: false,
      error: error.code,
      ...(error.lines.length === 0 ? {} : { response_metadata: { messages: error.lines } }),
    });
  }
}

async function takeFile(
  { workspace }: AppRoutes,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = workspace.files.find(id);
  if (file === undefined) return sendText(response, 404, "no such upload");
  const bytes = await readFile(request);
  workspace.files.put({ ...file, bytes });
  sendText(response, 200, `OK - ${bytes.length}`);
}
