import { useEffect, useState } from "react";
import type { PersonState } from "../../src/control/protocol.js";
import type { InputOutbox } from "./input-outbox.js";
import { eventsUrl, type SandboxApi } from "./sandbox-api.js";

/** What the page knows of the person chosen. */
export interface LiveState {
  /** Undefined until the first answer. */
  readonly state: PersonState | undefined;
  /** Whether the sandbox answers and announces changes. */
  readonly online: boolean;
}

/** Keeps the state of one person up to date, from the sandbox's event stream. */
export function usePersonState(
  api: SandboxApi,
  outbox: InputOutbox,
  person: string | undefined,
): LiveState {
  const [state, setState] = useState<PersonState>();
  const [online, setOnline] = useState(true);
  useEffect(() => {
    const refresh = createRefresh(api, outbox, person, (next) => {
      setOnline(next !== undefined);
      if (next !== undefined) setState(next);
    });
    refresh.ask();
    if (person === undefined) return refresh.stop;
    const events = new EventSource(eventsUrl(person));
    events.addEventListener("changed", refresh.ask);
    // After a gap anything may have happened; the stream tells only of what comes.
    events.addEventListener("open", refresh.ask);
    events.addEventListener("error", () => setOnline(false));
    return () => {
      refresh.stop();
      events.close();
    };
  }, [api, outbox, person]);
  return { state: person === undefined || state?.me.id === person ? state : undefined, online };
}

/** One request at a time; a change announced meanwhile is asked for once that one is back. */
function createRefresh(
  api: SandboxApi,
  outbox: InputOutbox,
  person: string | undefined,
  take: (state: PersonState | undefined) => void,
) {
  let stopped = false;
  let busy = false;
  let again = false;
  const run = async () => {
    busy = true;
    do {
      again = false;
      const mark = outbox.mark();
      const state = await api.getState(person).catch(() => undefined);
      if (stopped) return;
      take(state);
      if (state !== undefined) outbox.settle(mark);
    } while (again);
    busy = false;
  };
  return {
    ask: () => {
      again = true;
      if (!busy) void run();
    },
    stop: () => {
      stopped = true;
    },
  };
}
