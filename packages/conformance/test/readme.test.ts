/// <reference types="node" />
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const run = promisify(execFile);

describe("the README", () => {
  it("shows exactly the examples that are type-checked", async () => {
    const readme = await readFile(here("../README.md"), "utf8");
    const examples = [...readme.matchAll(/```ts\n(?<code>.*?)```/gsu)];
    const files = ["my-adapter.conformance.ts", "my-datasets.conformance.ts", "dying-process.ts"];
    const checked = await Promise.all(
      files.map((file) => readFile(here(`readme/${file}`), "utf8")),
    );
    expect(examples.map(({ groups }) => groups?.["code"])).toEqual(checked);
  });

  it("speaks of every suite there is", async () => {
    const readme = await readFile(here("../README.md"), "utf8");
    const suites = Object.keys(await import("../src/index.js"));
    expect(suites.length).toBeGreaterThan(8);
    expect(suites.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });

  it("shows examples without type errors", async () => {
    const tsc = run(here("../node_modules/.bin/tsc"), ["-p", here("readme"), "--noEmit"]);
    const output = await tsc.then(
      () => "",
      (error: { readonly stdout: string }) => error.stdout,
    );
    expect(output).toBe("");
  });
});
