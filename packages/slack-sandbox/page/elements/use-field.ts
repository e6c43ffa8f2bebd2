import { useMemo, useSyncExternalStore } from "react";
import type { ElementValue } from "../../src/control/protocol.js";
import { findInitialValue } from "../live/element-value.js";
import type { InputTarget } from "../live/input-outbox.js";
import { containerKey, useWorkspace } from "../live/workspace-context.js";
import { readString, type Wire } from "../wire.js";
import { useContainerScope } from "./container-scope.js";

/** The value of one element, and how to change it. */
export interface Field {
  readonly value: ElementValue | undefined;
  change(value: ElementValue, pace: "typing" | "atOnce"): void;
}

/** Binds an element to what the server holds for it. */
export function useField(blockId: string, element: Wire): Field {
  const { state, outbox } = useWorkspace();
  const scope = useContainerScope();
  const actionId = readString(element, "action_id") ?? "";
  const person = state.me.id;
  const place = containerKey(scope.container);
  const target: InputTarget = useMemo(
    () => ({ person, container: scope.container, blockId, actionId }),
    // The container is a new object with every state; its key is not.
    [person, place, blockId, actionId],
  );
  const findDraft = () => outbox.draft(target);
  const draft = useSyncExternalStore(
    (listener) => outbox.subscribe(listener),
    findDraft,
    findDraft,
  );
  return {
    value: draft ?? scope.state[blockId]?.[actionId] ?? findInitialValue(element),
    change: (value, pace) => outbox.put(target, value, pace),
  };
}
