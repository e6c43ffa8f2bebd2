import { SlackRefusal } from "../refusal.js";
import type { Workspace } from "../workspace.js";
import { BASIC_METHODS } from "./basics.js";
import { CHAT_METHODS } from "./chat.js";
import { CONVERSATION_METHODS } from "./conversations.js";
import { FILE_METHODS } from "./files.js";
import type { Method, RawArguments } from "./method.js";
import { USER_METHODS } from "./users.js";
import { VIEW_METHODS } from "./views.js";

/** What the app asked of Slack, and how that ended. Never holds a token. */
export interface ApiCall {
  /** A method such as `chat.postMessage`, or the kind of an acknowledgement, such as `ack view_submission`. */
  readonly method: string;
  readonly ok: boolean;
  /** Slack's code, when it was refused. */
  readonly error?: string;
  /** What exactly was wrong, with JSON pointers, when Slack says so. */
  readonly messages?: readonly string[];
  readonly atMs: number;
}

/** The tokens that the workspace gave out. */
export interface Tokens {
  readonly bot: string;
  readonly app: string;
}

/** Answers calls of the Web API. */
export class WebApi {
  readonly calls: ApiCall[] = [];
  readonly #workspace: Workspace;
  readonly #tokens: Tokens;
  readonly #methods: Readonly<Record<string, Method>>;

  constructor(workspace: Workspace, tokens: Tokens, extra: Readonly<Record<string, Method>>) {
    this.#workspace = workspace;
    this.#tokens = tokens;
    this.#methods = {
      ...BASIC_METHODS,
      ...CHAT_METHODS,
      ...CONVERSATION_METHODS,
      ...FILE_METHODS,
      ...USER_METHODS,
      ...VIEW_METHODS,
      ...extra,
    };
  }

  /** The JSON that Slack answers: `ok: true` with the result, or `ok: false` with its code. */
  call(name: string, token: string | undefined, raw: RawArguments): object {
    try {
      const method = this.#methods[name];
      if (method === undefined) throw new SlackRefusal("unknown_method");
      this.#authorise(method, token);
      const result = method.run(this.#workspace, raw);
      this.log({ method: name, ok: true });
      return { ok: true, ...result };
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      this.logRefusal(name, error);
      return refusalBody(error);
    }
  }

  log(call: Omit<ApiCall, "atMs">): void {
    this.calls.push({ ...call, atMs: this.#workspace.clock.nowMs() });
  }

  /** Notes that Slack refused something that the app sent, whichever way it came. */
  logRefusal(method: string, { code, lines }: SlackRefusal): void {
    this.log({
      method,
      ok: false,
      error: code,
      ...(lines.length === 0 ? {} : { messages: lines }),
    });
  }

  #authorise(method: Method, token: string | undefined): void {
    if (method.token === "none") return;
    if (token === undefined || token === "") throw new SlackRefusal("not_authed");
    const kind =
      token === this.#tokens.bot ? "bot" : token === this.#tokens.app ? "app" : undefined;
    if (kind === undefined) throw new SlackRefusal("invalid_auth");
    if (kind !== method.token) throw new SlackRefusal("not_allowed_token_type");
  }
}

function refusalBody({ code, lines }: SlackRefusal): object {
  if (lines.length === 0) return { ok: false, error: code };
  return {
    ok: false,
    error: code,
    ...(code === "invalid_blocks"
      ? { errors: lines.map((line) => line.replace("[ERROR] ", "")) }
      : {}),
    response_metadata: { messages: lines },
  };
}
