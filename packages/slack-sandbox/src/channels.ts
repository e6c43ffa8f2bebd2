import type { IdMaker } from "./ids.js";

/** A direct message with the app, of one person or of several. */
export interface Channel {
  readonly id: string;
  readonly kind: "im" | "mpim";
  /** The people in it; the app is always there as well. */
  readonly people: readonly string[];
}

/** The conversations of the workspace: each person's direct message with the app, and groups that the app opened. */
export class Channels {
  readonly #ids: IdMaker;
  readonly #byId = new Map<string, Channel>();

  constructor(ids: IdMaker) {
    this.#ids = ids;
  }

  find(id: string): Channel | undefined {
    return this.#byId.get(id);
  }

  /** All that a person is in. */
  of(personId: string): readonly Channel[] {
    return [...this.#byId.values()].filter(({ people }) => people.includes(personId));
  }

  /** The conversation with exactly these people, new or known. */
  open(people: readonly string[]): { readonly channel: Channel; readonly isNew: boolean } {
    const key = people.toSorted().join();
    const known = [...this.#byId.values()].find(
      (channel) => channel.people.toSorted().join() === key,
    );
    if (known !== undefined) return { channel: known, isNew: false };
    const kind = people.length === 1 ? "im" : "mpim";
    const channel: Channel = {
      id: this.#ids.next(kind === "im" ? "D" : "G"),
      kind,
      people: [...people],
    };
    this.#byId.set(channel.id, channel);
    return { channel, isNew: true };
  }
}
