import type {
  ActionGesture,
  CommandGesture,
  GestureResult,
  InputGesture,
  OptionsGesture,
  OptionsResult,
  PersonGesture,
  PersonState,
  ViewGesture,
} from "../../src/control/protocol.js";

/** Hides an ephemeral message. */
export interface DismissGesture extends PersonGesture {
  readonly ts: string;
}

/** The calls of the sandbox's control API; see `protocol.ts`. A gesture that could not be sent is `ok: false`. */
export interface SandboxApi {
  /** Without a person: the one whom the sandbox puts first. @throws {Error} when the sandbox does not answer with a state */
  getState(person: string | undefined): Promise<PersonState>;
  command(gesture: CommandGesture): Promise<GestureResult>;
  input(gesture: InputGesture): Promise<GestureResult>;
  action(gesture: ActionGesture): Promise<GestureResult>;
  options(gesture: OptionsGesture): Promise<OptionsResult>;
  submit(gesture: ViewGesture): Promise<GestureResult>;
  close(gesture: ViewGesture): Promise<GestureResult>;
  openHome(gesture: PersonGesture): Promise<GestureResult>;
  dismiss(gesture: DismissGesture): Promise<GestureResult>;
}

/** Where an uploaded file is read. */
export function fileUrl(fileId: string): string {
  return `sandbox/file/${encodeURIComponent(fileId)}`;
}

/** Where one person's changes are announced. */
export function eventsUrl(person: string): string {
  return `sandbox/events?person=${encodeURIComponent(person)}`;
}

/** The control API over HTTP, at the address the page came from. */
export function createSandboxApi(send: typeof fetch): SandboxApi {
  const post = (path: string) => (gesture: PersonGesture) => postGesture(send, path, gesture);
  return {
    getState: (person) => getState(send, person),
    command: post("command"),
    input: post("input"),
    action: post("action"),
    options: async (gesture) => {
      const result: GestureResult & Partial<OptionsResult> = await post("options")(gesture);
      return { ...result, options: result.options ?? [] };
    },
    submit: post("submit"),
    close: post("close"),
    openHome: post("home"),
    dismiss: post("dismiss"),
  };
}

async function getState(send: typeof fetch, person: string | undefined): Promise<PersonState> {
  const query = person === undefined ? "" : `?person=${encodeURIComponent(person)}`;
  const response = await send(`sandbox/state${query}`);
  if (!response.ok) throw new Error(`The sandbox answered ${response.status} for ${person}.`);
  // Our own server's answer, in the types that it shares with this page.
  const state: PersonState = await response.json();
  return state;
}

async function postGesture(
  send: typeof fetch,
  path: string,
  gesture: PersonGesture,
): Promise<GestureResult> {
  try {
    const response = await send(`sandbox/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(gesture),
      // So that what was typed last still arrives when the page is closed.
      keepalive: path === "input",
    });
    const result: GestureResult = await response.json();
    return result;
  } catch {
    return { ok: false, error: "The sandbox does not answer. Is it still running?" };
  }
}
