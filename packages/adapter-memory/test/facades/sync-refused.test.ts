import { describe, expect, it } from "vitest";
import { LabelingError, type LabelingErrorCode } from "@labeldesk/core";
import { createWatchedWorld, openSession, recordsOf } from "./watched-world.js";
import { at } from "./world.js";

/** A world whose store refuses the records with these numbers, together with everything sent beside them. */
function refusingWorld(numbers: readonly number[], code: LabelingErrorCode = "INVALID_ARGUMENT") {
  const bad = new Set(numbers.map((number) => `{"q": ${number}}`));
  return {
    bad,
    ...createWatchedWorld({
      datasets: ({ upsertRecords }) => ({
        upsertRecords: async (datasetId, records, options) => {
          const found = records.find(({ inputs }) => bad.has(inputs.text));
          if (found !== undefined) throw new LabelingError(code, `No ${found.inputs.text} here.`);
          return await upsertRecords(datasetId, records, options);
        },
      }),
    }),
  };
}

describe("records that a store refuses", () => {
  it("are reported, and everything else is written, in few calls", async () => {
    const { world, watch } = refusingWorld([0, 123, 1_099]);
    const { sync, traceIds } = await openSession(world, 1_100);
    const { inserted, refused, overwritten, dataset } = await sync();
    expect(refused).toEqual([
      { sourceTraceId: at(traceIds, 0), names: ["fact"], reason: `No {"q": 0} here.` },
      { sourceTraceId: at(traceIds, 123), names: [], reason: `No {"q": 123} here.` },
      { sourceTraceId: at(traceIds, 1_099), names: [], reason: `No {"q": 1099} here.` },
    ]);
    expect([inserted, overwritten]).toEqual([1_097, []]);
    expect((await recordsOf(world, dataset.datasetId)).size).toBe(1_097);
    expect(watch.sent.length).toBeLessThanOrEqual(3 + 3 * 18);
  });

  it("are tried again by the next sync, alone", async () => {
    const { world, watch, bad } = refusingWorld([1]);
    const { sync } = await openSession(world, 10);
    await sync();
    const before = watch.sent.length;
    expect(await sync()).toMatchObject({ unchanged: 9, refused: [{ names: [] }] });
    expect(watch.sent.length).toBe(before + 1);
    expect(watch.reads).toBe(1);
    bad.clear();
    expect(await sync()).toMatchObject({ inserted: 1, unchanged: 9, refused: [] });
  });

  it("may be all of them", async () => {
    const { world, watch } = refusingWorld([0, 1, 2]);
    const { sync } = await openSession(world, 3);
    expect((await sync()).refused).toHaveLength(3);
    expect(watch.sent.length).toBeLessThanOrEqual(6);
    expect(watch.reads).toBe(0);
  });

  it("are told apart from a store that fails: then the sync fails", async () => {
    for (const code of ["BACKEND", "UNAVAILABLE", "FORBIDDEN"] as const) {
      const { world, watch } = refusingWorld([1], code);
      const { sync } = await openSession(world);
      await expect(sync()).rejects.toMatchObject({ code });
      expect(watch.sent).toHaveLength(1);
    }
  });
});
