import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import type { Answer } from "../../src/answer.js";
import type { ExportEntry } from "../../src/export/export-entry.js";
import type { ExportOptions } from "../../src/export/export-options.js";
import { entry, sessionOf } from "./entries.js";
import { answers, linesOf } from "./exported.js";
import { parseCsv } from "./parse-csv.js";

describe("exportAnswers as CSV", () => {
  const csv = async (
    entries: readonly ExportEntry[],
    shape: ExportOptions["shape"],
    session = sessionOf(),
  ) => parseCsv((await linesOf(entries, { shape, format: "csv" }, session)).join(""));

  it("begins with the columns' names, also when there is nothing to export", async () => {
    const [header, ...rows] = await linesOf([], { shape: "long", format: "csv" });
    expect(header).toBe(
      "run_id,session,item_id,position,trace_id,item_state,exclusion_reason,reviewer,state,offered_at," +
        "first_answered_at,last_answered_at,seconds,edits,question,question_type,question_title,input,value,comment\r\n",
    );
    expect(rows).toEqual([]);
  });

  it("writes lists as JSON, and nothing where there is nothing", async () => {
    const [header = [], row = []] = await csv([entry({ answers })], "wide");
    const cells = Object.fromEntries(header.map((name, at) => [name, row[at]]));
    expect(row).toHaveLength(header.length);
    expect(cells).toMatchObject({ facts: '["one","two, or three"]', good: "false", score: "" });
  });

  it.each([
    ["=1+1", "'=1+1"],
    ["+49 30", "'+49 30"],
    ["-5", "'-5"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", "'\t=1"],
    ["\r=1", "'\r=1"],
    ["\n=1", "'\n=1"],
    ["＝1+1", "'＝1+1"],
    ["'=1", "''=1"],
    ["a=1", "a=1"],
    ["'quoted'", "'quoted'"],
    [" - ", " - "],
  ])("lets no spreadsheet take the text %j for a formula", async (text, expected) => {
    const given: readonly Answer[] = [{ name: "t", value: text, comment: text }];
    const [, row = []] = await csv([entry({ answers: given })], "wide", sessionOf(["t"]));
    expect(row.slice(-2)).toEqual([expected, expected]);
  });

  it("defuses names too, and leaves numbers alone", async () => {
    const session = { ...sessionOf(["=cmd"]), name: "@session" };
    const given: readonly Answer[] = [{ name: "=cmd", value: -5 }];
    const [header = [], row = []] = await csv([entry({ answers: given })], "wide", session);
    expect([header.at(-2), row[1], row.at(-2)]).toEqual(["'=cmd", "'@session", "-5"]);
  });

  it("gives back every text once it is read and the apostrophe is taken off", async () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from("=+-@\t\r\n'\",; aé😀＝{}[]\\")),
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { maxLength: 5 }), async (pairs) => {
        const entries = pairs.map(([value, comment]) =>
          entry({ answers: [{ name: "t", value, comment }] }),
        );
        const [, ...rows] = await csv(entries, "long", sessionOf(["t"]));
        const asGiven = (cell = "") => cell.replace(/^'('*[=+\-@\t\r\n＝＋－＠])/, "$1");
        expect(rows.map((row) => row.slice(-2).map(asGiven))).toEqual(pairs);
        const dangerous = rows.flat().filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell));
        expect(dangerous).toEqual([]);
      }),
    );
  });
});
