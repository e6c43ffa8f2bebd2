import { secretId } from "./ids.js";
import type { SandboxClock } from "./options.js";
import { SlackRefusal } from "./refusal.js";

/** How long a trigger may open something (https://docs.slack.dev/surfaces/modals). */
const LIFETIME_MS = 3_000;

/** What a trigger was made for. */
export interface Trigger {
  readonly personId: string;
  /** The view in which the person acted, if it was in one. */
  readonly viewId?: string;
}

/** Trigger ids: each opens one thing, within three seconds of the person's act. */
export class Triggers {
  readonly #clock: SandboxClock;
  readonly #issued = new Map<string, Trigger & { readonly atMs: number; isUsed: boolean }>();

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  issue(trigger: Trigger): string {
    const atMs = this.#clock.nowMs();
    const id = `${Math.floor(atMs / 1000)}.${secretId(6)}`;
    this.#issued.set(id, { ...trigger, atMs, isUsed: false });
    return id;
  }

  /**
   * Uses a trigger up.
   *
   * @throws {SlackRefusal} `invalid_trigger_id`, `expired_trigger_id` or `exchanged_trigger_id`.
   */
  exchange(id: string): Trigger {
    const trigger = this.#issued.get(id);
    if (trigger === undefined) throw new SlackRefusal("invalid_trigger_id");
    if (trigger.isUsed) throw new SlackRefusal("exchanged_trigger_id");
    if (this.#clock.nowMs() - trigger.atMs > LIFETIME_MS)
      throw new SlackRefusal("expired_trigger_id");
    trigger.isUsed = true;
    return trigger;
  }
}
