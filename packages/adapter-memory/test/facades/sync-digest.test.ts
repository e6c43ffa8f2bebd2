import { describe, expect, it } from "vitest";
import {
  isLabelingError,
  type DatasetStore,
  type SessionStore,
  type SyncOptions,
} from "@labeldesk/core";
import { FACT } from "./schemas.js";
import { createWatchedWorld, golden, openSession, recordsOf } from "./watched-world.js";
import { ana, at, ben } from "./world.js";

describe("a sync after another one", () => {
  it("sends nothing and reads no record when nothing is new", async () => {
    const { world, watch } = createWatchedWorld();
    const { sync } = await openSession(world, 600);
    await sync();
    const before = { sent: watch.sent.length, saved: watch.saved.length, reads: watch.reads };
    expect(await sync()).toMatchObject({ inserted: 0, updated: 0, unchanged: 600 });
    expect({ sent: watch.sent.length, saved: watch.saved.length, reads: watch.reads }).toEqual(
      before,
    );
  });

  it("sends only what changed, whole", async () => {
    const { world, watch } = createWatchedWorld();
    const { answer, sync } = await openSession(world);
    await sync();
    answer("y", 1);
    expect(await sync()).toMatchObject({ inserted: 0, updated: 1, unchanged: 1 });
    expect(watch.sent.at(-1)).toMatchObject([
      { inputs: { text: `{"q": 1}` }, expectations: { fact: "y" } },
    ]);
  });

  it("sends again what was changed and changed back", async () => {
    const { world } = createWatchedWorld();
    const { answer, sync } = await openSession(world);
    for (const value of ["y", "x", "y", "x"]) {
      await sync();
      answer(value);
      const { updated, dataset } = await sync();
      expect(updated).toBe(1);
      const record = (await recordsOf(world, dataset.datasetId)).get(`{"q": 0}`);
      expect(record?.expectations).toEqual({ fact: value });
    }
  });

  it("sends again what was settled, in dispute, and settled as before", async () => {
    const { world, watch } = createWatchedWorld();
    const { answer, sync } = await openSession(world);
    await sync();
    answer("y", 0, ben);
    expect(await sync()).toMatchObject({ updated: 1, conflicts: [{ name: "fact" }] });
    expect(watch.sent.at(-1)).toMatchObject([{ expectations: {} }]);
    answer("x", 0, ben);
    expect(await sync()).toMatchObject({ updated: 1, conflicts: [] });
    expect(watch.sent.at(-1)).toMatchObject([{ expectations: { fact: "x" } }]);
  });

  it("does not notice what others changed or took away, unless it compares with the dataset or is forced", async () => {
    const hidden = new Set<string>();
    const { world, watch } = createWatchedWorld({
      datasets: ({ listRecords }) => ({
        async *listRecords(...args) {
          for await (const record of listRecords(...args)) {
            if (!hidden.has(record.inputs.text)) yield record;
          }
        },
      }),
    });
    const { answer, sync } = await openSession(world);
    answer("z", 1);
    const { dataset } = await sync();
    const first = at(at(watch.sent, 0), 0);
    const disturb = () =>
      world.memory.tracking.datasets.upsertRecords(dataset.datasetId, [
        { ...first, expectations: { fact: "theirs", own: 1 } },
      ]);
    const found = async () => (await recordsOf(world, dataset.datasetId)).get(`{"q": 0}`);

    await disturb();
    hidden.add(`{"q": 1}`);
    expect(await sync()).toMatchObject({ updated: 0, unchanged: 2 });
    expect((await found())?.expectations).toEqual({ fact: "theirs", own: 1 });

    // The record that is hidden is missing for whoever reads: two are sent, one is lost for good.
    const compared = await sync({ compareWith: "dataset" });
    expect(compared).toMatchObject({ unchanged: 0, overwritten: [{ names: ["fact"] }] });
    expect((await found())?.expectations).toEqual({ fact: "x", own: 1 });

    hidden.clear();
    await disturb();
    expect(await sync({ force: true })).toMatchObject({ updated: 2, unchanged: 0 });
    expect((await found())?.expectations).toEqual({ fact: "x", own: 1 });
    expect(await sync()).toMatchObject({ updated: 0, unchanged: 2 });
  });

  it("knows what a comparison with the dataset found to be right", async () => {
    const { world, watch } = createWatchedWorld();
    const { session, sync, answer } = await openSession(world);
    const { datasets, sessions } = world.memory.tracking;
    const { datasetId } = await datasets.createDataset("golden", [world.experimentId]);
    expect(await sync({ compareWith: "dataset" })).toMatchObject({
      inserted: 2,
      dataset: { datasetId },
    });
    const digest = await sessions.findSyncDigest(session.runId, datasetId);
    answer("y", 1);
    await sync({ compareWith: "dataset" });
    expect(await sessions.findSyncDigest(session.runId, datasetId)).not.toBe(digest);
    const before = watch.sent.length;
    expect(await sync()).toMatchObject({ updated: 0, unchanged: 2 });
    expect(watch.sent).toHaveLength(before);
  });

  it("compares with the digest of the dataset that it writes to", async () => {
    const { world } = createWatchedWorld();
    const { session, sync } = await openSession(world);
    await sync();
    const silver = { kind: "name", name: "silver" } as const;
    expect(await world.labeling.sync(session.runId, silver)).toMatchObject({ inserted: 2 });
    expect(await sync()).toMatchObject({ unchanged: 2 });
    expect(await world.labeling.sync(session.runId, silver)).toMatchObject({ unchanged: 2 });
  });

  it("leaves alone what another session wrote into the same dataset since", async () => {
    const { world } = createWatchedWorld();
    const { sync, traceIds, answer } = await openSession(world);
    const { session: other } = await world.openSession([FACT], traceIds);
    const { dataset } = await sync();
    world.memory.addAssessment({
      traceId: at(traceIds, 0),
      name: "fact",
      type: "expectation",
      value: "of the other session",
      runId: other.runId,
      source: { kind: "human", id: ana },
    });
    expect(await world.labeling.sync(other.runId, golden)).toMatchObject({ updated: 2 });
    expect(await sync()).toMatchObject({ updated: 0, unchanged: 2 });
    const fact = async () =>
      (await recordsOf(world, dataset.datasetId)).get(`{"q": 0}`)?.expectations["fact"];
    expect(await fact()).toBe("of the other session");
    answer("newer");
    await sync();
    expect(await fact()).toBe("newer");
    expect(await world.labeling.sync(other.runId, golden)).toMatchObject({ unchanged: 2 });
  });

  it("sends everything when the store keeps no digest of that size", async () => {
    const { world, watch } = createWatchedWorld({
      sessions: () => ({ saveSyncDigest: () => Promise.resolve("tooLarge") }),
    });
    const { sync } = await openSession(world);
    expect(await sync()).toMatchObject({ inserted: 2 });
    expect(await sync()).toMatchObject({ updated: 2, unchanged: 0 });
    expect(watch.sent).toHaveLength(2);
  });

  it("is refused for a deleted session before anything is written", async () => {
    const { world, watch } = createWatchedWorld();
    const { session, sync } = await openSession(world);
    await world.labeling.deleteLabelingSession(session.runId);
    await expect(sync()).rejects.toSatisfy((error) => isLabelingError(error, "CONFLICT"));
    expect(watch.sent).toEqual([]);
  });
});

/** A world in which the sync dies at the n-th call of one kind, once. */
function dyingWorld(place: "upsertRecords" | "listRecords" | "saveSyncDigest") {
  const death = { afterCalls: Number.POSITIVE_INFINITY };
  const passed = () => {
    death.afterCalls -= 1;
    if (death.afterCalls < 0) throw new Error("killed");
  };
  const datasets = (store: DatasetStore): Partial<DatasetStore> => ({
    upsertRecords: async (...args) => {
      if (place === "upsertRecords") passed();
      return await store.upsertRecords(...args);
    },
    listRecords: (...args) => {
      if (place === "listRecords") passed();
      return store.listRecords(...args);
    },
  });
  const sessions = (store: SessionStore): Partial<SessionStore> => ({
    saveSyncDigest: async (...args) => {
      if (place === "saveSyncDigest") passed();
      return await store.saveSyncDigest(...args);
    },
  });
  return { ...createWatchedWorld({ datasets, sessions }), death };
}

describe("a sync that dies", () => {
  it.each([0, 1, 2])("after %d batches is completed by the next one", async (batches) => {
    const { world, death } = dyingWorld("upsertRecords");
    const { sync } = await openSession(world, 1_100);
    death.afterCalls = batches;
    await expect(sync()).rejects.toThrow("killed");
    death.afterCalls = Number.POSITIVE_INFINITY;
    const { inserted, updated, dataset } = await sync();
    expect([inserted, updated]).toEqual([1_100 - batches * 500, batches * 500]);
    const records = await recordsOf(world, dataset.datasetId);
    expect(records.size).toBe(1_100);
    expect(records.get(`{"q": 0}`)?.expectations).toEqual({ fact: "x" });
    expect(await sync()).toMatchObject({ inserted: 0, updated: 0, unchanged: 1_100 });
  });

  it.each(["upsertRecords", "listRecords", "saveSyncDigest"] as const)(
    "at %s never leaves an old value that is taken for the new one",
    async (place) => {
      for (const calls of [0, 1]) {
        const { world, death } = dyingWorld(place);
        const { answer, sync } = await openSession(world);
        const { dataset } = await sync();
        answer("y");
        death.afterCalls = calls;
        await sync().catch(() => {});
        death.afterCalls = Number.POSITIVE_INFINITY;
        answer("x");
        await sync();
        const record = (await recordsOf(world, dataset.datasetId)).get(`{"q": 0}`);
        expect(record?.expectations, `${calls} calls`).toEqual({ fact: "x" });
      }
    },
  );

  it.each<SyncOptions>([{ force: true }, { compareWith: "dataset" }])(
    "setting right what others changed is completed by the next one: %j",
    async (options) => {
      const { world, watch, death } = dyingWorld("upsertRecords");
      const { sync } = await openSession(world);
      const { dataset } = await sync();
      const first = at(at(watch.sent, 0), 0);
      const theirs = { ...first, expectations: { fact: "theirs" } };
      await world.memory.tracking.datasets.upsertRecords(dataset.datasetId, [theirs]);
      death.afterCalls = 0;
      await expect(sync(options)).rejects.toThrow("killed");
      death.afterCalls = Number.POSITIVE_INFINITY;
      await sync();
      const record = (await recordsOf(world, dataset.datasetId)).get(`{"q": 0}`);
      expect(record?.expectations).toEqual({ fact: "x" });
    },
  );

  it("between reading back and saving the digest sends it once more", async () => {
    const { world, death } = dyingWorld("saveSyncDigest");
    const { sync } = await openSession(world);
    death.afterCalls = 0;
    await expect(sync()).rejects.toThrow("killed");
    death.afterCalls = Number.POSITIVE_INFINITY;
    expect(await sync()).toMatchObject({ inserted: 0, updated: 2 });
    expect(await sync()).toMatchObject({ inserted: 0, updated: 0 });
  });
});
