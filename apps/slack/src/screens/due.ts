import { z } from "zod";

// Days are those of UTC, everywhere: a day that was chosen is shown as the same day to everyone.

const DAY_MS = 86_400_000;

const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone: "UTC" });
const month = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" });

/** The last moment of a day such as `2026-11-28`; `undefined` when that is no day. */
export function endOfDay(day: string): number | undefined {
  return z.iso.date().safeParse(day).success ? Date.parse(day) + DAY_MS - 1 : undefined;
}

/** `due Sat 28 Nov`, with the year when it is another one: for a message that is still read when the week is over. */
export function dueOn(dueAtMs: number, nowMs: number): string {
  const date = new Date(dueAtMs);
  const year = date.getUTCFullYear();
  const ofYear = year === new Date(nowMs).getUTCFullYear() ? "" : ` ${year}`;
  return `due ${weekday.format(date)} ${date.getUTCDate()} ${month.format(date)}${ofYear}`;
}

/** `due today`, `due Sat`, or the date when it is a week away or over: for a screen that is drawn anew. */
export function dueSoon(dueAtMs: number, nowMs: number): string {
  const days = Math.floor(dueAtMs / DAY_MS) - Math.floor(nowMs / DAY_MS);
  if (days < 0) return `was ${dueOn(dueAtMs, nowMs)}`;
  if (days === 0) return "due today";
  return days < 7 ? `due ${weekday.format(dueAtMs)}` : dueOn(dueAtMs, nowMs);
}
