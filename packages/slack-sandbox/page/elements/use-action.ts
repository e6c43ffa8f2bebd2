import { useRef, useState } from "react";
import { useWorkspace } from "../live/workspace-context.js";
import { readString, type Wire } from "../wire.js";
import { useContainerScope } from "./container-scope.js";

/** Sends a click on an element; `busy` until the app has acknowledged it. */
export function useAction(blockId: string, element: Wire) {
  const { gestures } = useWorkspace();
  const { container } = useContainerScope();
  const [busy, setBusy] = useState(false);
  const pending = useRef(0);
  const send = async (selectedOption?: string) => {
    pending.current += 1;
    setBusy(true);
    const actionId = readString(element, "action_id") ?? "";
    const choice = selectedOption === undefined ? {} : { selectedOption };
    await gestures.action({ container, blockId, actionId, ...choice });
    pending.current -= 1;
    setBusy(pending.current > 0);
  };
  return { busy, act: (selectedOption?: string) => void send(selectedOption) };
}
