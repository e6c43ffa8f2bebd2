import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { labelOneTrace } from "./readme-example.js";

describe("the example in core's README", () => {
  it("brings one answer into a dataset", async () => {
    const { inserted, plan } = await labelOneTrace();
    expect(inserted).toBe(1);
    expect(plan.inserts).toMatchObject([
      { expectations: { expected_facts: ["It arrives on Friday."] } },
    ]);
  });

  it("is the file that this test runs", async () => {
    const readme = await readFile(new URL("../../../core/README.md", import.meta.url), "utf8");
    const [, code] = /```ts\n([\s\S]+?)```/.exec(readme) ?? [];
    const file = await readFile(new URL("./readme-example.ts", import.meta.url), "utf8");
    expect(code).toBe(file);
  });
});
