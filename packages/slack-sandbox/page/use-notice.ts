import { useCallback, useState } from "react";

/** The one notice to show: what this page ran into, or else what the sandbox says; each until dismissed. */
export function useNotice(fromServer: string | undefined) {
  const [own, setOwn] = useState<string>();
  const [dismissed, setDismissed] = useState<string>();
  // Once the sandbox has let go of a notice, the same words are news again.
  if (fromServer === undefined && dismissed !== undefined) setDismissed(undefined);
  const shown = own ?? (fromServer === dismissed ? undefined : fromServer);
  const dismiss = useCallback(() => {
    setOwn(undefined);
    setDismissed(fromServer);
  }, [fromServer]);
  return { shown, show: setOwn, dismiss };
}
