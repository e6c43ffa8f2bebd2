/** So many lines are kept. */
const MOST_LINES = 50;

const KEY = "command-history";

/** The lines typed in this browser tab, newest last. */
export function readHistory(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((line) => typeof line === "string") : [];
  } catch {
    return [];
  }
}

/** Adds a line; one that was typed before moves to the end. */
export function remember(line: string): void {
  const lines = [...readHistory().filter((other) => other !== line), line];
  sessionStorage.setItem(KEY, JSON.stringify(lines.slice(-MOST_LINES)));
}
