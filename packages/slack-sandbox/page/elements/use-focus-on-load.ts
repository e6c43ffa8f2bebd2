import { useEffect, type RefObject } from "react";
import { readFlag, type Wire } from "../wire.js";
import { useContainerScope } from "./container-scope.js";

/**
 * Gives the keyboard to an element with `focus_on_load`; Slack does so in views only. A dialog that opens only after
 * this looks for the mark.
 */
export function useFocusOnLoad(control: RefObject<HTMLElement | null>, element: Wire): void {
  const inView = useContainerScope().container.kind === "view";
  const wanted = inView && readFlag(element, "focus_on_load");
  useEffect(() => {
    if (!wanted || control.current === null) return;
    control.current.dataset["focusOnLoad"] = "";
    control.current.focus();
  }, [control, wanted]);
}
