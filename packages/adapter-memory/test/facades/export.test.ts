import { describe, expect, it } from "vitest";
import { isLabelingError, RunId, type ExportOptions } from "@labeldesk/core";
import { FACT, GOOD } from "./schemas.js";
import { ana, at, ben, createWorld, dana, keyOf, type World } from "./world.js";

async function lines(world: World, runId: RunId, options: ExportOptions) {
  const all: string[] = [];
  for await (const line of world.review.export(runId, options)) all.push(line);
  return all;
}

describe("export", () => {
  it("gives every answer and every way not to answer, in order of addition", async () => {
    const world = createWorld();
    const traceIds = world.addTraces("{}", "{}");
    const { session, items } = await world.openSession([GOOD, FACT], traceIds);
    await world.answer(keyOf(at(items, 0), ana), [{ name: "good", value: true }]);
    await world.answer(keyOf(at(items, 0), ben), [{ name: "fact", value: "x" }]);
    await world.offer(keyOf(at(items, 1), ana));
    await world.review.decline(keyOf(at(items, 1), ana));
    const rows = (await lines(world, session.runId, { shape: "long", format: "jsonl" })).map(
      (line): unknown => JSON.parse(line),
    );
    expect(rows).toMatchObject([
      { position: 1, reviewer: ana, state: "submitted", question: "good", value: true },
      { position: 1, reviewer: ben, state: "submitted", question: "fact", value: "x" },
      { position: 2, reviewer: ana, state: "declined" },
      { position: 2, reviewer: ben, state: "postponed" },
    ]);
  });

  it("reads more than a page, each assignment once", async () => {
    const world = createWorld();
    const traceIds = world.addTraces(...Array.from({ length: 301 }, () => "{}"));
    const { session } = await world.openSession([GOOD], traceIds);
    const answers = [{ name: "good", value: true }];
    for (const reviewer of [ana, ben]) {
      for (;;) {
        const next = await world.review.next(session.runId, reviewer);
        if (next.kind === "nothingLeft") break;
        await world.review.submit({ ...next.assignment, answers, gesture: "g" });
      }
    }
    const [, ...rows] = await lines(world, session.runId, { shape: "wide", format: "csv" });
    expect(rows).toHaveLength(602);
    expect(new Set(rows).size).toBe(602);
  });

  it("gives what was decided behind the answers to its item, also where there are none", async () => {
    const world = createWorld();
    const traceIds = world.addTraces("{}", "{}", "{}");
    const { session, items } = await world.openSession([FACT], traceIds);
    const [first, second] = [at(items, 0), at(items, 1)];
    await world.answer(keyOf(second, ana), [{ name: "fact", value: "x" }]);
    await world.answer(keyOf(second, ben), [{ name: "fact", value: "y" }]);
    const decide = (item: typeof first, revision: number, value: string) =>
      world.review.adjudicate({
        runId: session.runId,
        itemId: item.itemId,
        by: dana,
        answers: [{ name: "fact", value }],
        reason: "The guide says so.",
        decidedOn: revision === 0 ? [] : [ana, ben].map((reviewer) => ({ reviewer, revision })),
        gesture: `decide ${value}`,
      });
    expect(await decide(second, 1, "gold")).toMatchObject({ kind: "decided" });
    expect(await decide(second, 1, "better gold")).toMatchObject({ kind: "decided" });
    expect(await decide(first, 0, "from the start")).toMatchObject({ kind: "decided" });
    const rows = (await lines(world, session.runId, { shape: "long", format: "jsonl" }))
      .map((line): Record<string, unknown> => JSON.parse(line))
      .filter(({ state }) => state === "submitted" || state === "adjudicated");
    expect(rows).toMatchObject([
      { position: 1, reviewer: dana, state: "adjudicated", value: "from the start", edits: 0 },
      { position: 2, reviewer: ana, state: "submitted", value: "x" },
      { position: 2, reviewer: ben, state: "submitted", value: "y" },
      {
        position: 2,
        reviewer: dana,
        state: "adjudicated",
        value: "better gold",
        comment: "The guide says so.",
        edits: 1,
      },
    ]);
  });

  it("refuses a session that is not here", async () => {
    const world = createWorld();
    const options = { shape: "wide", format: "csv" } as const;
    await expect(lines(world, RunId.parse("none"), options)).rejects.toSatisfy((error) =>
      isLabelingError(error, "NOT_FOUND"),
    );
  });
});
