/// <reference types="node" />
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import * as fc from "fast-check";
import { z } from "zod";
import { exportAnswers } from "../../src/export/export-answers.js";
import { entry, sessionOf } from "./entries.js";
import { parseCsv } from "./parse-csv.js";

const python = spawnSync("python3", ["--version"]).error === undefined;

/** Prints the rows of a CSV text as Python's own reader sees them. */
const PROGRAM = `
import csv, io, json, sys

text = sys.stdin.buffer.read().decode("utf-8")
json.dump(list(csv.reader(io.StringIO(text, newline=""), strict=True)), sys.stdout)
`;

function pythonRows(text: string): readonly (readonly string[])[] {
  const run = spawnSync("python3", ["-c", PROGRAM], {
    input: text,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) throw new Error(`python3 failed: ${run.stderr}`);
  return z.array(z.array(z.string())).parse(JSON.parse(run.stdout));
}

describe.skipIf(!python)(
  "exported CSV beside Python (left out where python3 is not installed)",
  () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom(...Array.from("=+-@\t\r\n'\",; aé😀")), minLength: 1 }),
      fc.string({ unit: "grapheme", minLength: 1 }),
    );

    it.each(["long", "wide"] as const)("is read the same by csv.reader, %s", async (shape) => {
      const samples = fc.sample(fc.tuple(text, text, fc.array(text, { minLength: 1 })), 1_000);
      async function* entries() {
        for (const [value, comment, list] of samples) {
          yield entry({
            answers: [
              { name: "t", value, comment },
              { name: "list", value: list },
            ],
          });
        }
      }
      const session = sessionOf(["t", "list"]);
      let csv = "";
      for await (const line of exportAnswers(session, entries(), { shape, format: "csv" })) {
        csv += line;
      }
      const rows = pythonRows(csv);
      expect(rows).toHaveLength(1 + samples.length * (shape === "long" ? 2 : 1));
      expect(rows).toEqual(parseCsv(csv));
    });
  },
);
