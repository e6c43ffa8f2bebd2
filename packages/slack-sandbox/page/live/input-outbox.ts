import type { ElementValue, GestureResult, InputGesture } from "../../src/control/protocol.js";

/** How long typing may rest before it is sent. */
const TYPING_PAUSE_MS = 250;

/** One element of one message or view, as one person sees it. */
export type InputTarget = Omit<InputGesture, "value">;

/** How far the server knows what was typed; see {@link InputOutbox.mark}. */
export type OutboxMark = number;

interface Draft {
  readonly target: InputTarget;
  readonly value: ElementValue;
  /** Which change this is, counted over all drafts. */
  readonly version: number;
  /** Set once the server has taken this version: the count of acknowledgements then. */
  readonly acknowledged?: number;
}

/**
 * Holds what was typed until a state that knows of it has arrived. Fields show their draft while there is one and the
 * server's value otherwise; so a state that was under way while somebody typed cannot undo a keystroke.
 */
export class InputOutbox {
  readonly #send: (gesture: InputGesture) => Promise<GestureResult>;
  readonly #onError: (error: string) => void;
  readonly #drafts = new Map<string, Draft>();
  readonly #unsent = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> = Promise.resolve();
  #version = 0;
  #acknowledged = 0;

  constructor(
    send: (gesture: InputGesture) => Promise<GestureResult>,
    onError: (error: string) => void,
  ) {
    this.#send = send;
    this.#onError = onError;
  }

  /** What was typed and is not yet part of the state shown; undefined when the state is up to date. */
  draft(target: InputTarget): ElementValue | undefined {
    return this.#drafts.get(keyOf(target))?.value;
  }

  /** Takes a change; `typing` waits for a pause, anything else is sent at once. */
  put(target: InputTarget, value: ElementValue, pace: "typing" | "atOnce"): void {
    const key = keyOf(target);
    this.#version += 1;
    this.#drafts.set(key, { target, value, version: this.#version });
    this.#unsent.add(key);
    this.#notify();
    clearTimeout(this.#timer);
    if (pace === "atOnce") void this.flush();
    else this.#timer = setTimeout(() => void this.flush(), TYPING_PAUSE_MS);
  }

  /** Sends everything unsent, in order; resolves when the server has answered all of it. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    const keys = [...this.#unsent];
    this.#unsent.clear();
    this.#sending = this.#sending.then(() => this.#sendAll(keys));
    return this.#sending;
  }

  /** Take before asking for a state; hand to {@link settle} when that state has arrived. */
  mark(): OutboxMark {
    return this.#acknowledged;
  }

  /** Drops the drafts that a state asked for at `mark` already contains, or has lost for good. */
  settle(mark: OutboxMark): void {
    let dropped = false;
    for (const [key, draft] of this.#drafts) {
      if (draft.acknowledged === undefined || draft.acknowledged > mark) continue;
      this.#drafts.delete(key);
      dropped = true;
    }
    if (dropped) this.#notify();
  }

  /** Calls back on every change of a draft; returns how to stop. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #sendAll(keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      const draft = this.#drafts.get(key);
      if (draft === undefined) continue;
      // In order: a later change must not overtake an earlier one.
      const result = await this.#send({ ...draft.target, value: draft.value });
      if (!result.ok) this.#onError(result.error ?? "What you entered could not be kept.");
      this.#acknowledged += 1;
      if (this.#drafts.get(key)?.version !== draft.version) continue;
      this.#drafts.set(key, { ...draft, acknowledged: this.#acknowledged });
    }
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

function keyOf({ person, container, blockId, actionId }: InputTarget): string {
  const place = container.kind === "view" ? [container.viewId] : [container.channel, container.ts];
  return JSON.stringify([person, ...place, blockId, actionId]);
}
