import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { labelIntoAFile } from "./label-into-a-file.js";

describe("a session that is synced into a file", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "labeldesk-jsonl-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("leaves one line for one labeled trace, with its inputs as they were recorded", async () => {
    expect(await labelIntoAFile(folder)).toMatchObject({ inserted: 1 });
    const files = await readdir(folder, { recursive: true });
    const records = files.filter((file) => file.endsWith("records.jsonl"));
    expect(records).toHaveLength(1);
    const text = await readFile(join(folder, records[0] ?? ""), "utf8");
    expect(text.split("\n")).toHaveLength(2);
    expect(text).toContain(`"inputs": {"question": "How much is it?", "budget": 10.0}}`);
    expect(JSON.parse(text)).toMatchObject({
      expectations: { expected_facts: ["It costs 12 €."] },
      sourceTraceId: "tr-1",
    });
  });

  it("leaves nothing else behind", async () => {
    await labelIntoAFile(folder);
    const names = (await readdir(folder, { recursive: true })).map((file) =>
      file.split("/").at(-1),
    );
    const files = names.filter((name) => name?.includes("json"));
    expect(files).toHaveLength(2);
    expect(new Set(files)).toEqual(new Set(["dataset.json", "records.jsonl"]));
  });
});
