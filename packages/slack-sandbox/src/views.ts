import type { WireBlock } from "./control/protocol.js";
import { secretId, type IdMaker } from "./ids.js";
import type { SandboxClock } from "./options.js";
import { SlackRefusal } from "./refusal.js";

/** How many modals may lie on each other (https://docs.slack.dev/surfaces/modals). */
const MAX_STACK = 3;

/** A view as the app sent it, checked, with an id on every block and element. */
export type ViewContent = Readonly<Record<string, unknown>> & {
  readonly type: "modal" | "home";
  readonly blocks: readonly WireBlock[];
};

/** A view that a person has before them. */
export interface StoredView {
  readonly id: string;
  readonly personId: string;
  readonly rootId: string;
  readonly previousId: string | null;
  readonly content: ViewContent;
  /** Changes with every update. */
  readonly hash: string;
  /** Field errors of the last submit, by block id. */
  readonly errors: Readonly<Record<string, string>>;
  readonly isBusy: boolean;
}

/** Everybody's modal stack and App Home. */
export class Views {
  readonly #ids: IdMaker;
  readonly #clock: SandboxClock;
  #list: readonly StoredView[] = [];

  constructor(ids: IdMaker, clock: SandboxClock) {
    this.#ids = ids;
    this.#clock = clock;
  }

  /** A person's modals, the top one last. */
  stackOf(personId: string): readonly StoredView[] {
    return this.#list.filter((view) => view.personId === personId && view.content.type === "modal");
  }

  homeOf(personId: string): StoredView | undefined {
    return this.#list.find((view) => view.personId === personId && view.content.type === "home");
  }

  find(id: string): StoredView | undefined {
    return this.#list.find((view) => view.id === id);
  }

  findByExternalId(externalId: string): StoredView | undefined {
    return this.#list.find((view) => view.content["external_id"] === externalId);
  }

  /**
   * Adds a modal on top, or a home that was never published.
   *
   * @throws {SlackRefusal} `push_limit_reached` or `duplicate_external_id`.
   */
  add(personId: string, content: ViewContent): StoredView {
    const stack = content.type === "modal" ? this.stackOf(personId) : [];
    if (stack.length >= MAX_STACK) throw new SlackRefusal("push_limit_reached");
    this.#refuseDuplicate(content, undefined);
    const id = this.#ids.next("V");
    const view: StoredView = {
      id,
      personId,
      content,
      rootId: stack[0]?.id ?? id,
      previousId: stack.at(-1)?.id ?? null,
      hash: this.#nextHash(),
      errors: {},
      isBusy: false,
    };
    this.#list = [...this.#list, view];
    return view;
  }

  /**
   * Redraws a view.
   *
   * @throws {SlackRefusal} `hash_conflict` when `hash` names an older rendering, or `duplicate_external_id`.
   */
  redraw(view: StoredView, content: ViewContent, hash?: string): StoredView {
    if (hash !== undefined && hash !== view.hash) throw new SlackRefusal("hash_conflict");
    this.#refuseDuplicate(content, view.id);
    return this.#replace({ ...view, content, hash: this.#nextHash(), errors: {}, isBusy: false });
  }

  /** Changes what the client shows around the content. Does nothing when the view is gone. */
  mark(id: string, change: Partial<Pick<StoredView, "errors" | "isBusy">>): void {
    const view = this.find(id);
    if (view !== undefined) this.#replace({ ...view, ...change });
  }

  remove(id: string): void {
    this.#list = this.#list.filter((view) => view.id !== id);
  }

  #replace(view: StoredView): StoredView {
    this.#list = this.#list.map((one) => (one.id === view.id ? view : one));
    return view;
  }

  #refuseDuplicate(content: ViewContent, ownId: string | undefined): void {
    const externalId = content["external_id"];
    if (typeof externalId !== "string" || externalId === "") return;
    const other = this.findByExternalId(externalId);
    if (other !== undefined && other.id !== ownId) throw new SlackRefusal("duplicate_external_id");
  }

  #nextHash(): string {
    return `${Math.floor(this.#clock.nowMs() / 1000)}.${secretId(4)}`;
  }
}
