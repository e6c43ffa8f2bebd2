import type { PersonState } from "./control/protocol.js";
import { GestureFailed } from "./person-failure.js";
import type { Workspace } from "./workspace.js";

const DEFAULT_TIMEOUT_MS = 10_000;
/** Predicates may look at things that the sandbox cannot watch. */
const LOOK_EVERY_MS = 100;

interface Wait<Found> {
  readonly predicate: (state: PersonState) => Found | undefined | null | false;
  readonly what: string;
  readonly timeoutMs: number | undefined;
}

/** Looks whenever something changed, until the predicate finds something. */
export function waitForState<Found>(
  workspace: Workspace,
  state: () => PersonState,
  { predicate, what, timeoutMs = DEFAULT_TIMEOUT_MS }: Wait<Found>,
): Promise<Found> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      stopListening();
      clearInterval(looks);
      clearTimeout(timer);
    };
    const look = () => {
      try {
        const found = predicate(state());
        if (found === undefined || found === null || found === false) return;
        stop();
        resolve(found);
      } catch (error) {
        stop();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    const stopListening = workspace.onChange(look);
    const looks = setInterval(look, LOOK_EVERY_MS);
    const timer = setTimeout(() => {
      stop();
      reject(new GestureFailed(`waited ${timeoutMs} ms for ${what}`, state()));
    }, timeoutMs);
    look();
  });
}
