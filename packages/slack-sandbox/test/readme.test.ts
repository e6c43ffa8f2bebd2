import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { sandboxForTest } from "./support/bolt.js";
import { call } from "./support/calls.js";

describe("the README", () => {
  it("names only methods that the sandbox plays", async () => {
    const sandbox = await sandboxForTest();
    const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
    const list = /- Web API: ([\s\S]*?) Anything else/.exec(readme)?.[1] ?? "";
    let family = "";
    const methods = [...list.matchAll(/`([\w.]+)`/g)].map(([, name = ""]) => {
      family = name.startsWith(".") ? family : name.slice(0, name.lastIndexOf("."));
      return name.startsWith(".") ? family + name : name;
    });
    expect(methods.length).toBeGreaterThan(25);
    for (const method of methods) await call(sandbox, method).catch(() => {});
    expect(sandbox.calls.map(({ method }) => method)).toEqual(methods);
    expect(sandbox.calls.filter(({ error }) => error === "unknown_method")).toEqual([]);
  });
});
