import { createContext, useContext } from "react";
import type { ActionGesture, Container, PersonState } from "../../src/control/protocol.js";
import type { InputOutbox } from "./input-outbox.js";
import type { SandboxApi } from "./sandbox-api.js";

/** What a person can do; each first sends what was typed, so that no keystroke is lost to a click. */
export interface Gestures {
  /** Sends a line; true when it was taken. */
  command(text: string): Promise<boolean>;
  action(gesture: Omit<ActionGesture, "person">): Promise<boolean>;
  submit(viewId: string): Promise<boolean>;
  close(viewId: string): Promise<boolean>;
  openHome(): Promise<boolean>;
  dismiss(ts: string): Promise<boolean>;
}

/** What every part of the page may use. */
export interface Workspace {
  readonly state: PersonState;
  readonly api: SandboxApi;
  readonly outbox: InputOutbox;
  readonly gestures: Gestures;
  /** What went wrong last, until dismissed or until the person does the next thing. */
  readonly notice: string | undefined;
  dismissNotice(): void;
}

/** Hands the {@link Workspace} down. */
export const WorkspaceContext = createContext<Workspace | undefined>(undefined);

/** The workspace as the person chosen sees it. @throws {Error} outside of `WorkspaceContext` */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (workspace === undefined) throw new Error("useWorkspace needs a WorkspaceContext above it.");
  return workspace;
}

/** The name to show for a user id: a person's, or the app's. */
export function findName(state: PersonState, userId: string): string {
  const person = state.people.find((one) => one.id === userId);
  // The app's own user need not be listed among the people.
  const wrote = state.messages.some((message) => message.userId === userId);
  if (person === undefined) return wrote ? state.app.name : userId;
  return person.isBot ? state.app.name : person.realName;
}

/** Puts a container into a text that tells it from every other. */
export function containerKey(container: Container): string {
  return container.kind === "view" ? container.viewId : `${container.channel}:${container.ts}`;
}
