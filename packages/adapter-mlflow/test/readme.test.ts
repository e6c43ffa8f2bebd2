import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { checkOptions } from "../src/mlflow-options.js";

const read = (path: string) => readFile(new URL(path, import.meta.url), "utf8");

describe("the README", () => {
  it("explains every option", async () => {
    const source = await read("../src/mlflow-options.ts");
    const [, fields = ""] = /interface MlflowOptions \{\n([^]*?)\n\}/.exec(source) ?? [];
    const options = [...fields.matchAll(/^ {2}readonly (\w+)/gm)].map(([, name]) => name);
    const table = (await read("../README.md")).split("\n").filter((line) => line.startsWith("|"));
    const [, , ...rows] = table.map((row) => row.split("|")[1] ?? "");
    const explained = rows.flatMap((cell) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    expect(options).toContain("proxy");
    expect(new Set(explained)).toEqual(new Set(options));
  });

  it("names the defaults as they are", async () => {
    const readme = await read("../README.md");
    const { timeoutMs, longTimeoutMs, connectTimeoutMs, maxConcurrency } = checkOptions({
      url: "http://127.0.0.1:5000",
    });
    for (const ms of [timeoutMs, longTimeoutMs, connectTimeoutMs]) {
      expect(readme).toContain(`default ${ms / 1000} seconds`);
    }
    expect(readme).toContain(`default ${maxConcurrency};`);
  });
});
