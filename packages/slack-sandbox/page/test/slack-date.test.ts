import { describe, expect, it } from "vitest";
import { formatClock, formatDay, formatSlackDate } from "../text/slack-date.js";

const NOW_MS = Date.UTC(2026, 10, 24, 10, 0);
const READER = { timeZone: "Europe/Berlin", nowMs: NOW_MS };
const atSeconds = (hoursFromNow: number) => NOW_MS / 1000 + hoursFromNow * 3600;

describe("formatSlackDate", () => {
  it.each([
    ["{date_num} {time}", 0, "2026-11-24 11:00"],
    ["{date} at {time_secs}", 0, "24 November 2026 at 11:00:00"],
    ["{date_short}", 96, "28 Nov 2026"],
    ["due {date_pretty}", 0, "due today"],
    ["{date_short_pretty}", 24, "tomorrow"],
    ["{date_long_pretty}", -240, "Saturday, 14 November 2026"],
    ["{ago}", -3, "3 hours ago"],
    ["{ago}", 0, "just now"],
    ["{moon_phase}", 0, "{moon_phase}"],
  ])("fills %j, %d hours from now", (format, hours, filled) => {
    expect(formatSlackDate(atSeconds(hours), format, READER)).toBe(filled);
  });

  it("counts days in the reader's zone", () => {
    const lateSeconds = Date.UTC(2026, 10, 24, 23, 30) / 1000;
    expect(formatSlackDate(lateSeconds, "{date_pretty}", READER)).toBe("tomorrow");
    expect(formatSlackDate(lateSeconds, "{date_pretty}", { ...READER, timeZone: "UTC" })).toBe(
      "today",
    );
  });
});

describe("the days of a conversation", () => {
  it("are named near today and dated otherwise", () => {
    expect(formatDay(NOW_MS, READER)).toBe("Today");
    expect(formatDay(NOW_MS - 86_400_000, READER)).toBe("Yesterday");
    expect(formatDay(NOW_MS - 4 * 86_400_000, READER)).toBe("Friday 20 November");
    expect(formatClock(NOW_MS, "Europe/Berlin")).toBe("11:00");
  });
});
