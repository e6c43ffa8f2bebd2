import { describe, expect, it } from "vitest";
import { readProvenance, type JsonObject } from "@labeldesk/core";
import { createWatchedWorld, openSession, recordsOf } from "./watched-world.js";
import { at, ana, ben } from "./world.js";

describe("what a sync writes", () => {
  it("carries where each value came from, as tags of the record", async () => {
    const { world } = createWatchedWorld();
    const { session, sync, answer } = await openSession(world);
    answer("x", 0, ben);
    const givenAtMs = world.clock.nowMs();
    const { dataset } = await sync();
    const records = await recordsOf(world, dataset.datasetId);
    const record = records.get(`{"q": 0}`) ?? { tags: {} };
    expect(readProvenance(record, "fact")).toEqual({
      runId: session.runId,
      reviewers: [ana, ben],
      givenAtMs,
      how: "unanimous",
    });
    expect(Object.keys(record.tags)).toEqual(["labeldesk.provenance.fact"]);
    expect(records.get(`{"q": 1}`)?.tags).toEqual({});
  });

  it("is not written again because only its provenance would change", async () => {
    const { world, watch } = createWatchedWorld();
    const { answer, sync } = await openSession(world);
    await sync();
    answer("x", 0, ben);
    expect(await sync()).toMatchObject({ inserted: 0, updated: 0 });
    expect(watch.sent).toHaveLength(1);
  });

  it("is all that is settled when it is forced, with fresh provenance", async () => {
    const { world, watch } = createWatchedWorld();
    const { answer, sync } = await openSession(world);
    await sync();
    answer("x", 0, ben);
    const { inserted, updated, dataset, unchanged } = await sync({ force: true });
    expect([inserted, updated, unchanged]).toEqual([0, 2, 0]);
    expect(watch.sent.at(-1)).toMatchObject([
      { expectations: { fact: "x" } },
      { expectations: {} },
    ]);
    const record = (await recordsOf(world, dataset.datasetId)).get(`{"q": 0}`) ?? { tags: {} };
    expect(readProvenance(record, "fact")?.reviewers).toEqual([ana, ben]);
  });

  it("is read back once, and nothing is read when nothing was written", async () => {
    const { world, watch } = createWatchedWorld();
    const { sync } = await openSession(world);
    expect((await sync()).overwritten).toEqual([]);
    expect(watch.reads).toBe(1);
    await sync();
    expect(watch.reads).toBe(1);
  });
});

describe("a sync beside another program", () => {
  /** Another program that writes its own value right after each of the first `times` writes. */
  function beside(times: number, expectations: JsonObject) {
    let left = times;
    return createWatchedWorld({
      datasets: ({ upsertRecords }) => ({
        upsertRecords: async (datasetId, records, options) => {
          const counts = await upsertRecords(datasetId, records, options);
          left -= 1;
          if (left >= 0) {
            const theirs = records.map((record) => ({ ...record, expectations, tags: {} }));
            await upsertRecords(datasetId, theirs, options);
          }
          return counts;
        },
      }),
    });
  }

  it("sends once more what was overwritten meanwhile", async () => {
    const { world, watch } = beside(1, { fact: "theirs", other: 1 });
    const { sync } = await openSession(world);
    const { inserted, updated, overwritten, dataset } = await sync();
    expect([inserted, updated, overwritten]).toEqual([2, 0, []]);
    expect(watch.sent.map((batch) => batch.length)).toEqual([2, 1]);
    expect(watch.sent[1]).toMatchObject([
      { expectations: { fact: "x" }, tags: { "labeldesk.provenance.fact": expect.any(String) } },
    ]);
    const records = await recordsOf(world, dataset.datasetId);
    expect(records.get(`{"q": 0}`)?.expectations).toEqual({ fact: "x", other: 1 });
  });

  it("reports what was overwritten twice, and tries no third time", async () => {
    const { world, watch } = beside(2, { fact: "theirs" });
    const { sync, traceIds } = await openSession(world);
    const { overwritten } = await sync();
    expect(overwritten).toEqual([{ sourceTraceId: at(traceIds, 0), names: ["fact"] }]);
    expect(watch.sent).toHaveLength(2);
    expect(await sync()).toMatchObject({ updated: 1, unchanged: 1, overwritten: [] });
  });

  it("is not disturbed by other names", async () => {
    const { world, watch } = beside(9, { other: 1 });
    const { sync } = await openSession(world);
    expect((await sync()).overwritten).toEqual([]);
    expect(watch.sent).toHaveLength(1);
  });

  it("writes a record again that was taken away", async () => {
    let isHidden = true;
    const { world, watch } = createWatchedWorld({
      datasets: ({ listRecords }) => ({
        async *listRecords(...args) {
          for await (const record of listRecords(...args)) {
            if (!isHidden || record.inputs.text !== `{"q": 1}`) yield record;
          }
          isHidden = false;
        },
      }),
    });
    const { sync } = await openSession(world);
    const { overwritten } = await sync();
    expect(overwritten).toEqual([]);
    expect(watch.sent.map((batch) => batch.map(({ inputs }) => inputs.text))).toEqual([
      [`{"q": 0}`, `{"q": 1}`],
      [`{"q": 1}`],
    ]);
  });
});
