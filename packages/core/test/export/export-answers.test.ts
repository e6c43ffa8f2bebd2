import { describe, expect, it } from "vitest";
import { isLabelingError } from "../../src/errors.js";
import { exportAnswers } from "../../src/export/export-answers.js";
import { entry, sessionOf } from "./entries.js";
import { answers, linesOf, objectsOf } from "./exported.js";

describe("exportAnswers with pseudonyms", () => {
  const entries = [
    entry({ answers, reviewer: "ana@example.com" }),
    entry({ at: 2, reviewer: "ben@example.com" }),
    entry({ at: 3, reviewer: "ana@example.com" }),
  ];
  const namesUnder = async (pseudonymSecret: string) =>
    (await objectsOf(entries, "wide", { pseudonymSecret })).map(({ reviewer }) => reviewer);

  it("calls a reviewer the same for the same secret, and nothing else names them", async () => {
    const [first, second, third] = await namesUnder("hush");
    // printf ana@example.com | openssl dgst -sha256 -hmac hush
    expect(first).toBe("reviewer-81093398c15b");
    expect(third).toBe(first);
    expect(second).not.toBe(first);
    expect(await namesUnder("hush")).toEqual([first, second, third]);
    expect(await namesUnder("other")).not.toContain(first);
    const lines = await linesOf(entries, { shape: "long", format: "csv", pseudonymSecret: "hush" });
    expect(lines.join("")).not.toContain("@example.com");
  });

  it("refuses an empty secret before it reads anything", async () => {
    let reads = 0;
    const source = (async function* () {
      reads += 1;
      yield entry();
    })();
    const options = { shape: "long", format: "csv", pseudonymSecret: "" } as const;
    await expect(exportAnswers(sessionOf(), source, options).next()).rejects.toSatisfy((error) =>
      isLabelingError(error, "INVALID_ARGUMENT"),
    );
    expect(reads).toBe(0);
  });
});

describe("exportAnswers of very much", () => {
  it.each([
    ["long", "csv", 1_000_000],
    ["wide", "jsonl", 100_000],
  ] as const)(
    "pulls an entry when the one before is out: %s, %s, %d entries",
    async (shape, format, total) => {
      const given = entry({ answers: [{ name: "t", value: "x" }] });
      let pulled = 0;
      async function* source() {
        while (pulled < total) {
          pulled += 1;
          yield given;
        }
      }
      let lines = 0;
      let farthest = 0;
      for await (const line of exportAnswers(sessionOf(["t"]), source(), { shape, format })) {
        lines += line.startsWith("run_id") ? 0 : 1;
        farthest = Math.max(farthest, pulled - lines);
      }
      expect(lines).toBe(total);
      expect(farthest).toBe(0);
    },
    120_000,
  );

  it("closes its source when the reader goes away", async () => {
    let open = 0;
    async function* endless() {
      open += 1;
      try {
        for (;;) yield entry({ answers });
      } finally {
        open -= 1;
      }
    }
    for await (const line of exportAnswers(sessionOf(), endless(), {
      shape: "long",
      format: "jsonl",
    })) {
      expect(open).toBe(1);
      if (line !== "") break;
    }
    expect(open).toBe(0);
  });

  it("fails as its source fails", async () => {
    async function* failing() {
      yield entry({ answers });
      throw new Error("the page is gone");
    }
    const lines = exportAnswers(sessionOf(), failing(), { shape: "wide", format: "jsonl" });
    await lines.next();
    await expect(lines.next()).rejects.toThrow("the page is gone");
  });
});
