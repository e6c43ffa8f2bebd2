import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { PACKAGES, readReference } from "../src/reference.ts";

const folder = mkdtempSync(join(tmpdir(), "labeldesk-reference-"));
afterAll(() => rmSync(folder, { recursive: true }));

const page = (path: string) => readFileSync(join(folder, path), "utf8");

describe("the API reference", async () => {
  const reference = await readReference();
  await reference.write(folder);

  it("finds every public symbol documented, and every link leading somewhere", () => {
    expect(reference.remarks).toEqual([]);
  });

  it("has a page for every published package", () => {
    for (const name of PACKAGES) expect(page("README.md")).toContain(`@labeldesk/${name}`);
  });

  it("says of a function what it takes and which errors it throws", () => {
    expect(page("@labeldesk/core/functions/exactJson.md")).toMatch(
      /## Throws[^#]*INVALID_ARGUMENT/u,
    );
  });
});
