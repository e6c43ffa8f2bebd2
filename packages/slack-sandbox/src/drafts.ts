import type { Container, ElementValue, WireBlock } from "./control/protocol.js";
import { findElement } from "./elements.js";

interface Draft {
  readonly person: string;
  readonly container: string;
  readonly blockId: string;
  readonly actionId: string;
  readonly value: ElementValue;
}

/** What people have typed or chosen and not sent, as Slack's client holds it: per person and per rendering. */
export class Drafts {
  #list: readonly Draft[] = [];

  put(
    person: string,
    container: Container,
    blockId: string,
    actionId: string,
    value: ElementValue,
  ): void {
    const draft: Draft = { person, container: containerKey(container), blockId, actionId, value };
    this.#list = [...this.#list.filter((one) => !isSamePlace(one, draft)), draft];
  }

  find(
    person: string,
    container: Container,
    blockId: string,
    actionId: string,
  ): ElementValue | undefined {
    const place = { person, container: containerKey(container), blockId, actionId };
    return this.#list.find((one) => isSamePlace(one, place))?.value;
  }

  /** Forgets everything entered there by anybody: a redrawn message, a closed view. */
  drop(container: Container): void {
    const key = containerKey(container);
    this.#list = this.#list.filter((one) => one.container !== key);
  }

  /** A redrawn view keeps what was entered where block, element and kind of element are unchanged. */
  keepWhereUnchanged(container: Container, blocks: readonly WireBlock[]): void {
    const key = containerKey(container);
    this.#list = this.#list.filter((one) => {
      if (one.container !== key) return true;
      const placed = findElement(blocks, one.blockId, one.actionId);
      return placed?.element["type"] === one.value.type;
    });
  }
}

function containerKey(container: Container): string {
  return container.kind === "view" ? container.viewId : `${container.channel}/${container.ts}`;
}

function isSamePlace(a: Omit<Draft, "value">, b: Omit<Draft, "value">): boolean {
  return (
    a.person === b.person &&
    a.container === b.container &&
    a.blockId === b.blockId &&
    a.actionId === b.actionId
  );
}
