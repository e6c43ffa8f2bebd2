import { describe, expect, it } from "vitest";
import { readArguments } from "../src/index.js";

const memory = { kind: "memory" };
const existing = { kind: "existingMlflow", url: "http://127.0.0.1:5000" };

describe("readArguments", () => {
  it.each([
    { args: [], tracking: memory, port: undefined },
    { args: ["--port", "8080"], tracking: memory, port: 8080 },
    { args: ["--mlflow"], tracking: { kind: "ownMlflow" }, port: undefined },
    { args: ["--mlflow", "--port=8080"], tracking: { kind: "ownMlflow" }, port: 8080 },
    { args: ["--mlflow", "http://127.0.0.1:5000"], tracking: existing, port: undefined },
    { args: ["--mlflow=http://127.0.0.1:5000"], tracking: existing, port: undefined },
    {
      args: ["--mlflow", "http://127.0.0.1:5000", "--port", "8080"],
      tracking: existing,
      port: 8080,
    },
  ])("takes $args", ({ args, tracking, port }) => {
    expect(readArguments(args)).toEqual({ kind: "demo", tracking, port });
  });

  it.each([["--help"], ["-h"], ["--mlflow", "--help"]])("shows the usage for %s", (...args) => {
    expect(readArguments(args)).toEqual({ kind: "help" });
  });

  it.each([
    { args: ["--mlfow"], names: "--mlfow" },
    { args: ["http://127.0.0.1:5000"], names: "http://127.0.0.1:5000" },
    { args: ["--mlflow", "http://127.0.0.1:5000", "more"], names: '"more"' },
    { args: ["--mlflow", "127.0.0.1:5000"], names: "127.0.0.1:5000" },
    { args: ["--mlflow", "file:///tmp/mlruns"], names: "file:///tmp/mlruns" },
    { args: ["--port", "0"], names: '"0"' },
    { args: ["--port", "65536"], names: '"65536"' },
    { args: ["--port", "http"], names: '"http"' },
    { args: ["--port"], names: "--port" },
  ])("refuses $args and names what is wrong", ({ args, names }) => {
    const read = readArguments(args);
    expect(read.kind === "wrong" ? read.problem : read).toContain(names);
  });

  it("refuses a login in the address without repeating it", () => {
    const read = readArguments(["--mlflow", "http://me:secret@127.0.0.1:5000"]);
    expect(read).toEqual({ kind: "wrong", problem: expect.stringContaining("login") });
    expect(JSON.stringify(read)).not.toContain("secret");
  });
});
