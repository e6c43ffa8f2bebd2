import { useState, type ReactNode } from "react";
import { ConfirmDialog } from "../dialogs/confirm-dialog.js";
import { readWire, type Wire } from "../wire.js";

/** Asks first where the element has a `confirm` object: `ask(then)`, and draw `dialog` somewhere. */
export function useConfirmed(element: Wire): {
  readonly ask: (then: () => void) => void;
  readonly dialog: ReactNode;
} {
  const [then, setThen] = useState<() => void>();
  const confirm = readWire(element, "confirm");
  if (confirm === undefined) return { ask: (run) => run(), dialog: undefined };
  const answer = (agreed: boolean) => {
    setThen(undefined);
    if (agreed) then?.();
  };
  const dialog =
    then === undefined ? undefined : <ConfirmDialog confirm={confirm} onAnswer={answer} />;
  return { ask: (run) => setThen(() => run), dialog };
}
