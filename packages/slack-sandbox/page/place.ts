import type { Tab } from "./people/rail.js";

/** What the address says: who one is, and which tab is open. */
export interface Place {
  readonly person: string | undefined;
  readonly tab: Tab;
}

/** Reads `?person=U…&tab=home`. */
export function readPlace(search: string): Place {
  const query = new URLSearchParams(search);
  const tab = query.get("tab") === "home" ? "home" : "messages";
  return { person: query.get("person") ?? undefined, tab };
}

/** The query that {@link readPlace} reads back. */
export function writePlace({ person, tab }: Place): string {
  const query = new URLSearchParams(person === undefined ? {} : { person });
  if (tab === "home") query.set("tab", "home");
  return `?${query.toString()}`;
}
