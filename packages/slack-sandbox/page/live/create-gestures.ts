import type { GestureResult } from "../../src/control/protocol.js";
import type { InputOutbox } from "./input-outbox.js";
import type { SandboxApi } from "./sandbox-api.js";
import type { Gestures } from "./workspace-context.js";

/** The gestures of one person; `onNotice` gets the words of what failed, and undefined when the next thing begins. */
export function createGestures(
  api: SandboxApi,
  outbox: InputOutbox,
  person: string,
  onNotice: (notice: string | undefined) => void,
): Gestures {
  const perform = async (send: () => Promise<GestureResult>): Promise<boolean> => {
    onNotice(undefined);
    await outbox.flush();
    const result = await send();
    if (!result.ok && result.error !== undefined) onNotice(result.error);
    return result.ok;
  };
  return {
    command: (text) => perform(() => api.command({ person, text })),
    action: (gesture) => perform(() => api.action({ ...gesture, person })),
    submit: (viewId) => perform(() => api.submit({ person, viewId })),
    close: (viewId) => perform(() => api.close({ person, viewId })),
    openHome: () => perform(() => api.openHome({ person })),
    dismiss: (ts) => perform(() => api.dismiss({ person, ts })),
  };
}
