import { describe, expect, it } from "vitest";
import { nearest, parseCommandLine } from "../src/commands/parse.js";

describe("parseCommandLine", () => {
  it.each([
    ["", "help", ""],
    ["   ", "help", ""],
    ["status", "status", ""],
    ["STATUS  My session ", "status", "My session"],
    ["show\ttr-1\n", "show", "tr-1"],
    ["sync R&amp;D &lt;2026&gt;", "sync", "R&D <2026>"],
  ])("splits %j", (text, name, rest) => {
    expect(parseCommandLine(text)).toEqual({ name, rest });
  });
});

describe("nearest", () => {
  const names = ["status", "sync", "sessions", "show"];

  it.each([
    ["stauts", "status"],
    ["SYNK", "sync"],
    ["session", "sessions"],
  ])("finds what %s was meant to be", (word, meant) => {
    expect(nearest(word, names)).toBe(meant);
  });

  it.each(["delete", "x", ""])("finds nothing near %j", (word) => {
    expect(nearest(word, names)).toBeUndefined();
  });
});
