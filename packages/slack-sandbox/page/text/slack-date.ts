/** What a date is drawn with: the reader's zone, and now, for "today" and "ago". */
export interface DateReader {
  readonly timeZone: string;
  readonly nowMs: number;
}

const LOCALE = "en-GB";
const DAY_MS = 86_400_000;

/**
 * Fills Slack's date tokens (`{date_short}`, `{time}`, …) for one reader; a token it does not know stays as written.
 * Source of the tokens: docs.slack.dev, messaging/formatting-message-text.
 */
export function formatSlackDate(atSeconds: number, format: string, reader: DateReader): string {
  return format.replaceAll(/\{(\w+)\}/g, (whole, token: string) => {
    const pretty = token.endsWith("_pretty") ? findDayName(atSeconds * 1000, reader) : undefined;
    return pretty ?? fillToken(token.replace(/_pretty$/, ""), atSeconds * 1000, reader) ?? whole;
  });
}

/** `10:42` in that zone. */
export function formatClock(atMs: number, timeZone: string): string {
  return write(atMs, timeZone, { hour: "2-digit", minute: "2-digit" });
}

/** `Today`, `Yesterday`, or a day such as `Friday 20 November`. */
export function formatDay(atMs: number, reader: DateReader): string {
  const name = findDayName(atMs, reader);
  if (name !== undefined) return name.charAt(0).toUpperCase() + name.slice(1);
  return write(atMs, reader.timeZone, { weekday: "long", day: "numeric", month: "long" });
}

function fillToken(token: string, atMs: number, reader: DateReader): string | undefined {
  const { timeZone } = reader;
  if (token === "ago") return formatAgo(atMs, reader.nowMs);
  if (token === "date_num") return write(atMs, timeZone, { dateStyle: "short" }, "sv-SE");
  const options = DATE_TOKENS[token];
  return options === undefined ? undefined : write(atMs, timeZone, options);
}

const DATE_TOKENS: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date: { day: "numeric", month: "long", year: "numeric" },
  date_short: { day: "numeric", month: "short", year: "numeric" },
  date_long: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  date_long_full: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

function findDayName(atMs: number, { timeZone, nowMs }: DateReader): string | undefined {
  const day = (ms: number) => write(ms, timeZone, { dateStyle: "short" }, "sv-SE");
  if (day(atMs) === day(nowMs)) return "today";
  if (day(atMs) === day(nowMs - DAY_MS)) return "yesterday";
  return day(atMs) === day(nowMs + DAY_MS) ? "tomorrow" : undefined;
}

const AGO_UNITS = [
  ["day", DAY_MS],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

function formatAgo(atMs: number, nowMs: number): string {
  const words = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });
  for (const [unit, unitMs] of AGO_UNITS) {
    const count = Math.trunc((atMs - nowMs) / unitMs);
    if (count !== 0) return words.format(count, unit);
  }
  return "just now";
}

function write(
  atMs: number,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
  locale: string = LOCALE,
): string {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(atMs);
}
