import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";

const read = (path: string) => readFile(new URL(path, import.meta.url), "utf8");

it("shows in the README the example that is type-checked", async () => {
  const [, shown] = /```ts\n([\s\S]*?)```/u.exec(await read("../README.md")) ?? [];
  expect(shown).toBe(await read("./readme-example.ts"));
});
