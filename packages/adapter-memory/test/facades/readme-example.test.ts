import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { labelOneTrace } from "./readme-example.js";

describe("the example in core's README", () => {
  it("brings one answer into a dataset", async () => {
    expect(await labelOneTrace()).toMatchObject({ inserted: 1, conflicts: [], ignored: [] });
  });

  it("is the file that this test runs", async () => {
    const readme = await readFile(new URL("../../../core/README.md", import.meta.url), "utf8");
    const [, code] = /```ts\n([\s\S]+?)```/.exec(readme) ?? [];
    const file = await readFile(new URL("./readme-example.ts", import.meta.url), "utf8");
    expect(code).toBe(file);
  });
});
