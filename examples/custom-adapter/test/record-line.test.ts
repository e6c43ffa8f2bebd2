import { exactJson, TraceId } from "@labeldesk/core";
import { describe, expect, it } from "vitest";
import { readRecords, recordLine } from "../src/record-line.js";

const record = (inputs: string) => ({
  recordId: "r-1",
  inputs: exactJson(inputs),
  expectations: { inputs: { a: 1 }, text: `, "inputs": {`, large: 2n ** 70n },
  tags: { note: `, "inputs": ` },
  sourceTraceId: TraceId.parse("tr-1"),
});

describe("a record as a line", () => {
  it.each([
    `{"n": 1.0, "large": 123456789012345678901234567890}`,
    `{"inputs": {"text": ", \\"inputs\\": 1"}, "rest": [], "end": "}"}`,
    `{"text": "Größe 大きさ 🏠 \u2028 end"}`,
    `[NaN, -Infinity]`,
  ])("is read back as it was: %s", (inputs) => {
    expect(readRecords(`${recordLine(record(inputs))}\n`)).toEqual([record(inputs)]);
  });

  it("stays one line when the inputs were recorded on several", () => {
    const line = recordLine(record(`{\r\n  "a": [\n    1\n  ]\n}`));
    expect(line).not.toMatch(/[\r\n]/u);
    expect(readRecords(line)[0]?.inputs.key).toBe(exactJson(`{"a": [1]}`).key);
  });

  it("names the line that somebody spoilt", () => {
    const spoilt = `${recordLine(record("{}"))}\n{"recordId": "r-2"}\n`;
    expect(() => readRecords(spoilt)).toThrow(
      expect.objectContaining({ code: "BACKEND", message: expect.stringContaining("Line 2") }),
    );
  });

  it("does without a source trace", () => {
    const { sourceTraceId: _none, ...rest } = record("{}");
    expect(readRecords(recordLine(rest))).toEqual([rest]);
  });
});
