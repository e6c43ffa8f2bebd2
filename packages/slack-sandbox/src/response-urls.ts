import { secretId } from "./ids.js";
import type { SandboxClock } from "./options.js";
import { SlackRefusal } from "./refusal.js";

/** https://docs.slack.dev/interactivity/handling-user-interaction: five uses within thirty minutes. */
const MAX_USES = 5;
const LIFETIME_MS = 30 * 60 * 1000;

/** Where answers to a `response_url` go. */
export interface ResponseTarget {
  readonly channel: string;
  readonly personId: string;
  /** The message that was acted on; a command has none. */
  readonly messageTs?: string;
}

/** The addresses that come with commands and clicks. */
export class ResponseUrls {
  readonly #clock: SandboxClock;
  readonly #issued = new Map<string, ResponseTarget & { readonly atMs: number; uses: number }>();

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  issue(target: ResponseTarget): string {
    const id = secretId(12);
    this.#issued.set(id, { ...target, atMs: this.#clock.nowMs(), uses: 0 });
    return id;
  }

  /**
   * Counts one use.
   *
   * @throws {SlackRefusal} `invalid_url`, `expired_url` or `used_url`.
   */
  use(id: string): ResponseTarget {
    const target = this.#issued.get(id);
    if (target === undefined) throw new SlackRefusal("invalid_url");
    if (this.#clock.nowMs() - target.atMs > LIFETIME_MS) throw new SlackRefusal("expired_url");
    if (target.uses >= MAX_USES) throw new SlackRefusal("used_url");
    target.uses += 1;
    return target;
  }
}
