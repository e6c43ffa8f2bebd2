/**
 * How the sandbox's page, and the scripted person of tests, act on the sandbox: plain HTTP with JSON under `/sandbox/`,
 * and one event stream. Everything that a person types is held by the server, as Slack's client holds it, so that both
 * front ends lose unsent input exactly where Slack loses it.
 *
 * | call | body | answer |
 * | --- | --- | --- |
 * | `GET /sandbox/state?person=U…` | | {@link PersonState} |
 * | `GET /sandbox/events?person=U…` | | event stream: a `changed` event whenever that person's state changed |
 * | `POST /sandbox/command` | {@link CommandGesture} | {@link GestureResult} |
 * | `POST /sandbox/input` | {@link InputGesture} | {@link GestureResult} |
 * | `POST /sandbox/action` | {@link ActionGesture} | {@link GestureResult} |
 * | `POST /sandbox/options` | {@link OptionsGesture} | {@link OptionsResult} |
 * | `POST /sandbox/submit` | {@link ViewGesture} | {@link GestureResult} |
 * | `POST /sandbox/close` | {@link ViewGesture} | {@link GestureResult} |
 * | `POST /sandbox/home` | {@link PersonGesture} | {@link GestureResult}: the person opens App Home |
 * | `POST /sandbox/dismiss` | `{ person, ts }` | {@link GestureResult}: hides an ephemeral message |
 * | `GET /sandbox/file/:id` | | the bytes of an uploaded file |
 */

/** A member of the sandbox's workspace. */
export interface SandboxMember {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  readonly email: string;
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
  readonly isAdmin: boolean;
  readonly isBot: boolean;
  readonly isGuest?: boolean;
}

/** A Block Kit object as the app sent it; already checked by the sandbox. */
export type WireBlock = Readonly<Record<string, unknown>>;

/** Where elements live: a message or a view. */
export type Container =
  | { readonly kind: "message"; readonly channel: string; readonly ts: string }
  | { readonly kind: "view"; readonly viewId: string };

/** The value of one stateful element, in the shape of Slack's `state.values[block_id][action_id]`. */
export type ElementValue = Readonly<Record<string, unknown>> & { readonly type: string };

/** `values[block_id][action_id]`, as Slack sends it. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, ElementValue>>>>;

/** A file that the app shared. */
export interface SandboxFile {
  readonly id: string;
  readonly name: string;
  readonly mimetype: string;
  readonly sizeBytes: number;
}

/** A message as one person sees it. */
export interface SandboxMessage {
  readonly channel: string;
  readonly ts: string;
  /** Set on a reply in a thread, and then it is the parent's `ts`. */
  readonly threadTs?: string;
  readonly userId: string;
  readonly text: string;
  readonly blocks: readonly WireBlock[];
  readonly files: readonly SandboxFile[];
  /** Only this person sees it, until dismissed or reloaded. */
  readonly ephemeral: boolean;
  readonly edited: boolean;
  /** What this person has typed or chosen and not sent. */
  readonly state: StateValues;
}

/** A view as one person sees it. */
export interface SandboxView {
  readonly id: string;
  readonly type: "modal" | "home";
  readonly callbackId?: string;
  readonly title?: string;
  readonly submit?: string;
  readonly close?: string;
  readonly blocks: readonly WireBlock[];
  readonly state: StateValues;
  /** Field errors of the last submit, by block id. */
  readonly errors: Readonly<Record<string, string>>;
  /** A submit is under way. */
  readonly busy: boolean;
}

/** Everything one person sees. */
export interface PersonState {
  readonly me: SandboxMember;
  readonly people: readonly SandboxMember[];
  readonly app: {
    readonly name: string;
    readonly connected: boolean;
    readonly commands: readonly string[];
  };
  /** The direct messages with the app, oldest first; replies carry `threadTs`. */
  readonly messages: readonly SandboxMessage[];
  /** The modal stack, the top one last; at most three. */
  readonly views: readonly SandboxView[];
  readonly home?: SandboxView;
  /** What Slack's client would tell the person went wrong last, such as a command that nobody answered. */
  readonly notice?: string;
}

/** Something that a person does; `person` is a Slack user id. */
export interface PersonGesture {
  readonly person: string;
}

/** A line typed into the command line, such as `/label new`. */
export interface CommandGesture extends PersonGesture {
  readonly text: string;
}

/** Something typed or chosen; sends nothing to the app unless the element dispatches. `null` clears. */
export interface InputGesture extends PersonGesture {
  readonly container: Container;
  readonly blockId: string;
  readonly actionId: string;
  readonly value: ElementValue | null;
}

/**
 * A click on a button, or a choice in an overflow menu (`selectedOption`: the option's value). On a text input it is the
 * Enter key, which the app hears of only where the input dispatches on it.
 */
export interface ActionGesture extends PersonGesture {
  readonly container: Container;
  readonly blockId: string;
  readonly actionId: string;
  readonly selectedOption?: string;
}

/** Typing into a select whose options the app serves. */
export interface OptionsGesture extends PersonGesture {
  readonly container: Container;
  readonly blockId: string;
  readonly actionId: string;
  readonly query: string;
}

/** Something that a person does in an open view. */
export interface ViewGesture extends PersonGesture {
  readonly viewId: string;
}

/** `ok: false` when Slack's client would show an error; `error` is what it would say. */
export interface GestureResult {
  readonly ok: boolean;
  readonly error?: string;
}

export interface OptionsResult extends GestureResult {
  readonly options: readonly WireBlock[];
  readonly optionGroups?: readonly WireBlock[];
}
