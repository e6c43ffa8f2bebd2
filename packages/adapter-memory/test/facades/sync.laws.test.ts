import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SyncOptions } from "@labeldesk/core";
import { FACT } from "./schemas.js";
import { createWatchedWorld, golden } from "./watched-world.js";
import { ana, at, ben, type World } from "./world.js";

const PLACES = ["upsertRecords", "listRecords", "saveSyncDigest"] as const;
/** The first and the last trace have the same inputs. */
const INPUTS = [`{"q": 0}`, `{"q": 1}`, `{"q": 2}`, `{ "q":0 }`];

const place = fc.nat({ max: INPUTS.length - 1 });
const value = fc.constantFrom("x", "y");
const step = fc.oneof(
  fc.record({
    kind: fc.constant("answer" as const),
    place,
    reviewer: fc.constantFrom(ana, ben),
    value,
  }),
  fc.record({ kind: fc.constant("others" as const), place, value }),
  fc.record({ kind: fc.constant("exclude" as const), place, back: fc.boolean() }),
  fc.record({
    kind: fc.constant("sync" as const),
    options: fc.constantFrom<SyncOptions>(
      {},
      { compareWith: "dataset" },
      { force: true },
      { policy: "latest" },
      { states: ["complete"] },
    ),
    /** Dies before so many further calls there; absent: it lives. */
    death: fc.option(fc.record({ at: fc.constantFrom(...PLACES), after: fc.nat({ max: 1 }) }), {
      nil: undefined,
      freq: 2,
    }),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A world in which a sync may die before any call that it makes. */
function createMortalWorld() {
  const life: { death?: { at: string; after: number } | undefined } = {};
  const pass = (here: (typeof PLACES)[number]) => {
    if (life.death?.at !== here) return;
    if (life.death.after === 0) throw new Error("killed");
    life.death.after -= 1;
  };
  const watched = createWatchedWorld({
    datasets: (store) => ({
      upsertRecords: async (...args) => {
        pass("upsertRecords");
        return await store.upsertRecords(...args);
      },
      listRecords: (...args) => {
        pass("listRecords");
        return store.listRecords(...args);
      },
    }),
    sessions: (store) => ({
      saveSyncDigest: async (...args) => {
        pass("saveSyncDigest");
        return await store.saveSyncDigest(...args);
      },
    }),
  });
  return { ...watched, life };
}

async function openSession(world: World) {
  const traceIds = world.addTraces(...INPUTS);
  const { session, items } = await world.openSession([FACT], traceIds);
  const { datasets } = world.memory.tracking;
  const { datasetId } = await datasets.createDataset(golden.name, [world.experimentId]);
  return { runId: session.runId, traceIds, items, datasetId };
}

/** Plays the steps and holds each sync that ends to what it promises. */
async function play(steps: readonly Step[]): Promise<void> {
  const { world, watch, life } = createMortalWorld();
  const { runId, traceIds, items, datasetId } = await openSession(world);
  const { datasets } = world.memory.tracking;
  /** The keys of records that others changed, and that were not sent since. */
  const others = new Set<string>();

  async function sync({ options, death }: Extract<Step, { kind: "sync" }>) {
    life.death = death === undefined ? undefined : { ...death };
    const before = watch.sent.length;
    const report = await world.labeling.sync(runId, golden, options).catch(() => undefined);
    life.death = undefined;
    if (report === undefined) return;
    for (const { inputs } of watch.sent.slice(before).flat()) others.delete(inputs.key);
    const { force: _, ...terms } = options;
    const { plan } = await world.labeling.previewSync(runId, golden, terms);
    expect(plan.inserts).toEqual([]);
    const left = plan.updates.map(({ inputs }) => inputs.key).filter((key) => !others.has(key));
    expect(left).toEqual([]);
    const compares = options.force === true || options.compareWith === "dataset";
    expect(compares ? plan.updates : []).toEqual([]);
    const calls = { sent: watch.sent.length, reads: watch.reads, saved: watch.saved.length };
    const again = await world.labeling.sync(runId, golden, { ...terms, compareWith: "lastSync" });
    expect(again).toMatchObject({ inserted: 0, updated: 0 });
    const after = { sent: watch.sent.length, reads: watch.reads, saved: watch.saved.length };
    expect(after).toEqual(calls);
  }

  for (const one of steps) {
    world.clock.advance(1);
    switch (one.kind) {
      case "answer":
        world.memory.addAssessment({
          traceId: at(traceIds, one.place),
          name: "fact",
          type: "expectation",
          value: one.value,
          runId,
          source: { kind: "human", id: one.reviewer },
        });
        break;
      case "others":
        for await (const record of datasets.listRecords(datasetId)) {
          if (record.inputs.text !== INPUTS[one.place]) continue;
          const { inputs } = record;
          const theirs = {
            inputs,
            expectations: { fact: one.value },
            sourceTraceId: at(traceIds, 0),
          };
          await datasets.upsertRecords(datasetId, [theirs]);
          others.add(inputs.key);
        }
        break;
      case "exclude": {
        const { itemId } = at(items, one.place);
        const change = one.back
          ? ({ state: "complete", by: ana } as const)
          : ({ state: "excluded", by: ana, reason: "spam" } as const);
        await world.tracking.items.setItemState(runId, itemId, change);
        break;
      }
      case "sync":
        await sync(one);
        break;
    }
  }
}

describe("syncs among answers, other programs and deaths", () => {
  it("leave what is settled in the dataset, but for what others changed unseen, and send nothing twice", async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 25 }), play), { numRuns: 1_500 });
  }, 120_000);
});
