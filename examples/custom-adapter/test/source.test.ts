import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";

const read = (path: string) => readFile(new URL(path, import.meta.url), "utf8");

/** Without indentation, as a guide shows parts. */
const flat = (text: string) => text.replaceAll(/^ +/gmu, "");

async function codeOf(folder: "../src/" | "./"): Promise<readonly string[]> {
  const names = await readdir(new URL(folder, import.meta.url));
  return Promise.all(names.map((name) => read(`${folder}${name}`)));
}

describe("the sources of the example", () => {
  it("have fewer than 150 lines together", async () => {
    const lines = (await codeOf("../src/")).flatMap((text) => text.trimEnd().split("\n"));
    expect(lines.length).toBeGreaterThan(50);
    expect(lines.length).toBeLessThan(150);
  });
});

describe("the guide to adapters of one's own", () => {
  it("shows nothing but code of the example", async () => {
    const guide = await read("../../../docs/custom-adapter.md");
    const code = [...(await codeOf("../src/")), ...(await codeOf("./"))];
    const shown = [...guide.matchAll(/```ts\n(?<code>.*?)```/gsu)].map(
      ({ groups }) => groups?.["code"] ?? "",
    );
    expect(shown.length).toBeGreaterThan(4);
    expect(shown.filter((block) => !code.some((text) => flat(text).includes(flat(block))))).toEqual(
      [],
    );
  });
});
