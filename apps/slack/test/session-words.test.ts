import { describe, expect, it } from "vitest";
import { labelsChoice, labelsOptions, tooFewFor } from "../src/lead/labels-choice.js";
import { readMore } from "../src/lead/more-options.js";
import { dueOn, dueSoon, endOfDay } from "../src/screens/due.js";
import { stateAndDue } from "../src/screens/session-words.js";

const at = (text: string) => Date.parse(text);

describe("the day on which answers are due", () => {
  it.each([
    ["2026-11-28", at("2026-11-28T23:59:59.999Z")],
    ["2026-02-30", undefined],
    ["28.11.2026", undefined],
    ["", undefined],
  ])("ends %s at its last moment", (day, moment) => {
    expect(endOfDay(day)).toBe(moment);
  });

  it.each([
    ["2026-11-23T00:00:00Z", "due Sat"],
    ["2026-11-22T00:00:00Z", "due Sat"],
    ["2026-11-21T23:59:59Z", "due Sat 28 Nov"],
    ["2026-11-28T23:59:00Z", "due today"],
    ["2026-11-29T00:00:00Z", "was due Sat 28 Nov"],
    ["2025-11-29T00:00:00Z", "due Sat 28 Nov 2026"],
  ])("is said at %s as: %s", (now, words) => {
    expect(dueSoon(endOfDay("2026-11-28") ?? 0, at(now))).toBe(words);
  });

  it("is said with its date where it is read later", () => {
    expect(dueOn(endOfDay("2026-11-28") ?? 0, at("2026-11-27T12:00:00Z"))).toBe("due Sat 28 Nov");
  });

  it.each([
    ["open", " · due Sat"],
    ["paused", " · paused · due Sat"],
    ["closed", " · closed"],
  ] as const)("stands behind the state of a session that is %s", (state, words) => {
    const dueAtMs = endOfDay("2026-11-28") ?? 0;
    expect(stateAndDue({ state, dueAtMs }, at("2026-11-24T00:00:00Z"))).toBe(words);
  });
});

describe("who answers each trace", () => {
  it("is everyone by default, and each option means something of its own", () => {
    const values = labelsOptions().map(({ value }) => value);
    const meant = values.map((value) => JSON.stringify(labelsChoice(value)));
    expect(labelsChoice(values[0])).toEqual({ labelsPerTrace: "everyone" });
    expect(labelsChoice(undefined)).toEqual({ labelsPerTrace: "everyone" });
    expect(new Set(meant).size).toBe(values.length);
  });

  it("asks for two people where some traces are answered by two", () => {
    const someTwice = labelsChoice("1-every-5");
    expect(someTwice).toEqual({ labelsPerTrace: 1, overlap: { every: 5, labels: 2 } });
    expect(tooFewFor(someTwice, 1)).toBe("That needs at least two reviewers.");
    expect(tooFewFor(someTwice, 2)).toBeUndefined();
    expect(tooFewFor(labelsChoice("2"), 1)).toBeUndefined();
  });
});

describe("readMore", () => {
  const text = (value: string) => ({ value: { type: "plain_text_input", value } });
  const dealt = (value: string) => ({
    "new-session.dealing": { x: { type: "static_select", selected_option: { value } } },
  });

  it("reads nothing where the fields are not shown", () => {
    expect(readMore({})).toEqual({ kind: "read", fields: {} });
  });

  it("reads words and dealing", () => {
    const read = readMore({
      ...dealt("even"),
      "new-session.description": text(" For the launch. "),
      "new-session.guidelines": text("Be strict."),
    });
    expect(read).toEqual({
      kind: "read",
      fields: {
        description: "For the launch.",
        guidelines: "Be strict.",
        dealing: { strategy: "even" },
      },
    });
  });

  it("wants the tag where a tag names the reviewers, and nowhere else", () => {
    const tag = { "new-session.tag": text("owner") };
    expect(readMore(dealt("manual"))).toMatchObject({
      kind: "problem",
      blockId: "new-session.tag",
    });
    expect(readMore({ ...dealt("manual"), ...tag })).toEqual({
      kind: "read",
      fields: { dealing: { strategy: "manual", reviewerTag: "owner" } },
    });
    expect(readMore({ ...dealt("even"), ...tag })).toEqual({
      kind: "read",
      fields: { dealing: { strategy: "even" } },
    });
  });
});
