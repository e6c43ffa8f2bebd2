import { plainTextIn } from "./loose.js";
import type {
  Container,
  PersonState,
  SandboxMember,
  SandboxMessage,
  SandboxView,
} from "./control/protocol.js";
import { act, enterInput } from "./gestures/act.js";
import { closeView } from "./gestures/close.js";
import { runCommand } from "./gestures/command.js";
import { dismiss, openHome } from "./gestures/home.js";
import { personState } from "./gestures/person-state.js";
import { submitView } from "./gestures/submit.js";
import { toSandboxMember } from "./members.js";
import { getButton, getField } from "./person-finding.js";
import { GestureFailed } from "./person-failure.js";
import { valueFor, type FieldValue } from "./person-values.js";
import { waitForState } from "./person-waiting.js";
import type { Workspace } from "./workspace.js";

/** Where a scripted person acts: a message or a view as it was seen, or its address. */
export type Shown = SandboxMessage | SandboxView | Container;

/** What stands next to a field after a submit. */
export interface FieldError {
  readonly blockId: string;
  readonly label: string;
  readonly message: string;
}

/**
 * Somebody who acts by script, through the same client as the page. Gestures resolve when the app has acknowledged and
 * throw {@link GestureFailed} with what Slack's client would show.
 */
export interface SandboxPerson {
  readonly id: string;
  readonly member: SandboxMember;
  /** Everything the person sees now. */
  state(): PersonState;
  /** The messages the person sees, oldest first, ephemeral ones and replies included. */
  messages(): readonly SandboxMessage[];
  /** The newest message. @throws {GestureFailed} when there is none. */
  latest(): SandboxMessage;
  /** The modal on top. @throws {GestureFailed} when none is open. */
  view(): SandboxView;
  /** The modal stack, the top one last. */
  views(): readonly SandboxView[];
  /** App Home. @throws {GestureFailed} when the app never published it. */
  home(): SandboxView;
  /** Types a line, such as `/label new`. */
  command(text: string): Promise<void>;
  /** Opens App Home; the app publishes it some time later. */
  openHome(): Promise<void>;
  /**
   * Chooses in the field with this label, block id or action id: an option's text, several texts, a person's e-mail, a
   * date; `{ query, option }` where the app serves the options; null clears.
   */
  choose(shown: Shown, field: string, value: FieldValue): Promise<void>;
  /** Types into the field with this label, block id or action id. */
  type(shown: Shown, field: string, text: string): Promise<void>;
  /** Presses Enter in a text field. */
  pressEnter(shown: Shown, field: string): Promise<void>;
  /** Clicks the button with this text or action id; `option` is the text chosen from an overflow menu. */
  click(shown: Shown, button: string, option?: string): Promise<void>;
  /** Submits the modal on top, or the one given. Returns the field errors that then stand in it. */
  submit(view?: SandboxView): Promise<readonly FieldError[]>;
  /** Closes the modal on top, or the one given. */
  close(view?: SandboxView): Promise<void>;
  /** Hides a message that only this person sees. */
  dismiss(message: SandboxMessage): void;
  /** Waits until the predicate finds something in what the person sees. `what` completes "waited for …". */
  waitFor<Found>(
    predicate: (state: PersonState) => Found | undefined | null | false,
    what: string,
    timeoutMs?: number,
  ): Promise<Found>;
}

/** @throws {GestureFailed} when nobody in the workspace has this id or e-mail. */
export function createPerson(workspace: Workspace, idOrEmail: string): SandboxPerson {
  const wanted = idOrEmail.trim().toLowerCase();
  const member = [...workspace.members.values()].find(
    ({ id, email }) => id === idOrEmail || email === wanted,
  );
  if (member === undefined) throw new GestureFailed(`nobody in the sandbox is ${idOrEmail}`);
  const { id } = member;
  const state = () => personState(workspace, id);
  const topView = () => {
    const top = state().views.at(-1);
    if (top === undefined) throw new GestureFailed("no modal is open", state());
    return top;
  };
  const choose = async (shown: Shown, field: string, value: FieldValue) => {
    const container = containerOf(shown);
    const placed = getField(workspace, id, container, field);
    const at = { person: id, container, blockId: placed.blockId, actionId: placed.actionId };
    const entered = await valueFor(workspace, placed, at, value);
    check(await enterInput(workspace, { ...at, value: entered }), state);
  };
  return {
    id,
    member: toSandboxMember(member),
    state,
    messages: () => state().messages,
    latest: () => {
      const last = state().messages.at(-1);
      if (last === undefined) throw new GestureFailed("there is no message", state());
      return last;
    },
    view: topView,
    views: () => state().views,
    home: () => {
      const { home } = state();
      if (home === undefined) throw new GestureFailed("App Home was never published", state());
      return home;
    },
    command: async (text) => check(await runCommand(workspace, { person: id, text }), state),
    openHome: async () => check(await openHome(workspace, { person: id }), state),
    choose,
    type: choose,
    pressEnter: async (shown, field) => {
      const container = containerOf(shown);
      const { blockId, actionId } = getField(workspace, id, container, field);
      check(await act(workspace, { person: id, container, blockId, actionId }), state);
    },
    click: async (shown, button, option) => {
      const container = containerOf(shown);
      const { blockId, actionId, selectedOption } = getButton(
        workspace,
        id,
        container,
        button,
        option,
      );
      const gesture = { person: id, container, blockId, actionId };
      check(
        await act(
          workspace,
          selectedOption === undefined ? gesture : { ...gesture, selectedOption },
        ),
        state,
      );
    },
    submit: async (view = topView()) => {
      const result = await submitView(workspace, { person: id, viewId: view.id });
      const errors = fieldErrors(state().views.find((one) => one.id === view.id));
      if (!result.ok && errors.length === 0) check(result, state);
      return errors;
    },
    close: async (view = topView()) =>
      check(await closeView(workspace, { person: id, viewId: view.id }), state),
    dismiss: ({ ts }) => check(dismiss(workspace, { person: id, ts }), state),
    waitFor: (predicate, what, timeoutMs) =>
      waitForState(workspace, state, { predicate, what, timeoutMs }),
  };
}

function containerOf(shown: Shown): Container {
  if ("kind" in shown) return shown;
  return "ts" in shown
    ? { kind: "message", channel: shown.channel, ts: shown.ts }
    : { kind: "view", viewId: shown.id };
}

function check(
  result: { readonly ok: boolean; readonly error?: string },
  state: () => PersonState,
): void {
  if (!result.ok) throw new GestureFailed(result.error ?? "it did not work", state());
}

function fieldErrors(view: SandboxView | undefined): readonly FieldError[] {
  return Object.entries(view?.errors ?? {}).map(([blockId, message]) => {
    const block = view?.blocks.find((one) => one["block_id"] === blockId);
    const label = plainTextIn(block?.["label"]) ?? "";
    return { blockId, label, message };
  });
}
