import type { WireBlock } from "./control/protocol.js";
import type { SandboxClock } from "./options.js";

/** What may ride on a message for other programs. */
export interface MessageMetadata {
  readonly event_type: string;
  readonly event_payload: Readonly<Record<string, unknown>>;
}

/** What a message says; an update replaces it. */
export interface MessageContent {
  readonly text: string;
  /** Every block and element carries its id. */
  readonly blocks: readonly WireBlock[];
  readonly metadata?: MessageMetadata;
  readonly fileIds?: readonly string[];
}

/** A message of the workspace. */
export interface Message extends MessageContent {
  readonly channel: string;
  readonly ts: string;
  /** On a reply, the `ts` of its parent. */
  readonly threadTs?: string;
  readonly userId: string;
  /** Set when the app wrote it. */
  readonly byApp: boolean;
  readonly editedTs?: string;
  /** An ephemeral message: only this person sees it, and the app cannot find it again. */
  readonly onlyFor?: string;
}

/** Where and by whom a message is written. */
export type NewMessage = Omit<Message, "ts" | "editedTs">;

/** All messages, oldest first. */
export class Messages {
  readonly #clock: SandboxClock;
  #list: readonly Message[] = [];
  #lastMicros = 0;

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  all(): readonly Message[] {
    return this.#list;
  }

  /** Ephemeral ones included. */
  find(channel: string, ts: string): Message | undefined {
    return this.#list.find((message) => message.channel === channel && message.ts === ts);
  }

  add(message: NewMessage): Message {
    const added: Message = { ...message, ts: this.nextTs() };
    this.#list = [...this.#list, added];
    return added;
  }

  /** Replaces what a message says; its place and author stay. */
  edit(message: Message, content: Partial<MessageContent>): Message {
    const edited: Message = { ...message, ...content, editedTs: this.nextTs() };
    this.#list = this.#list.map((one) =>
      one.ts === message.ts && one.channel === message.channel ? edited : one,
    );
    return edited;
  }

  remove(message: Message): void {
    this.#list = this.#list.filter((one) => one !== message);
  }

  /** A time stamp as Slack writes it, never twice the same. */
  nextTs(): string {
    this.#lastMicros = Math.max(this.#lastMicros + 1, this.#clock.nowMs() * 1000);
    const seconds = Math.floor(this.#lastMicros / 1_000_000);
    return `${seconds}.${String(this.#lastMicros % 1_000_000).padStart(6, "0")}`;
  }
}
