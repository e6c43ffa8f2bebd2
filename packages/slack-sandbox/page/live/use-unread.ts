import { useEffect, useState } from "react";
import type { PersonState } from "../../src/control/protocol.js";
import type { SandboxApi } from "./sandbox-api.js";

/** How often the page looks whether somebody other than the person chosen got a message. */
const LOOK_MS = 4000;

/** The ids of people with messages that this browser has not shown yet. */
export function useUnread(
  api: SandboxApi,
  state: PersonState | undefined,
  readingMessages: boolean,
): ReadonlySet<string> {
  const [unread, setUnread] = useState<ReadonlySet<string>>(new Set());
  const me = state?.me.id;
  const others = state?.people.filter((one) => !one.isBot && one.id !== me).map((one) => one.id);
  const othersKey = others?.join(" ") ?? "";

  useEffect(() => {
    if (state === undefined) return;
    if (readingMessages) markSeen(state);
    setUnread((before) => withPerson(before, state.me.id, !readingMessages && isUnread(state)));
  }, [state, readingMessages]);

  useEffect(() => {
    const look = async () => {
      if (document.hidden) return;
      const ids = othersKey.split(" ").filter((id) => id !== "");
      const states = await Promise.all(ids.map((id) => api.getState(id).catch(() => undefined)));
      setUnread((before) => {
        let after = before;
        for (const other of states) {
          if (other !== undefined) after = withPerson(after, other.me.id, isUnread(other));
        }
        return after;
      });
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => clearInterval(timer);
  }, [api, othersKey]);
  return unread;
}

function withPerson(set: ReadonlySet<string>, person: string, is: boolean): ReadonlySet<string> {
  if (set.has(person) === is) return set;
  const next = new Set(set);
  if (is) next.add(person);
  else next.delete(person);
  return next;
}

function isUnread(state: PersonState): boolean {
  return newestTs(state) > (sessionStorage.getItem(seenKey(state)) ?? "");
}

function markSeen(state: PersonState): void {
  sessionStorage.setItem(seenKey(state), newestTs(state));
}

function seenKey(state: PersonState): string {
  return `seen:${state.me.id}`;
}

/** Slack's timestamps have a fixed width, so that their text order is their order in time. */
function newestTs(state: PersonState): string {
  let newest = "";
  for (const { ts } of state.messages) if (ts > newest) newest = ts;
  return newest;
}
