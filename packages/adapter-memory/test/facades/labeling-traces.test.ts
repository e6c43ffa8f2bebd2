import { describe, expect, it } from "vitest";
import { COPY_ORIGIN_METADATA, ItemId, LabelingError, traceIdsOf, TraceId } from "@labeldesk/core";
import { ana, at, ben, cleo } from "./world.js";
import { coded, createLabelingWorld } from "./labeling-world.js";

describe("addTraces", () => {
  it("takes traces as they were read, each once", async () => {
    const { labeling, tracking, createSession, addTrace } = createLabelingWorld();
    const traceIds = [addTrace("tr-1"), addTrace("tr-2")];
    const { runId } = await createSession();
    const traces = await tracking.traces.getTraces(traceIds);
    const report = await labeling.addTraces(runId, {
      kind: "traces",
      traces: [...traces, ...traces],
    });
    expect(report.added.flatMap(({ source }) => traceIdsOf(source))).toEqual(traceIds);
    expect(report).toMatchObject({ present: 0, missing: [], foreign: [], copied: [] });
  });

  it("refuses traces of another experiment, naming it, and adds the rest", async () => {
    const world = createLabelingWorld();
    const shop = world.memory.addExperiment("shop bot");
    const [own, foreign] = [world.addTrace("tr-1"), world.addTrace("tr-2", { home: shop })];
    const { runId } = await world.createSession();
    const report = await world.labeling.addTraces(runId, { kind: "ids", traceIds: [foreign, own] });
    expect(report).toMatchObject({
      added: [{ source: { traceId: own } }],
      foreign: [
        {
          traceId: foreign,
          experimentId: shop,
          experimentName: "shop bot",
          reason: "refused",
        },
      ],
    });
  });

  it("leaves the name of an experiment out that cannot be read", async () => {
    const world = createLabelingWorld({
      wrap: (tracking) => ({
        ...tracking,
        experiments: {
          ...tracking.experiments,
          getExperiment: async (id) => {
            if (id === secret) throw new LabelingError("FORBIDDEN", "Not yours.");
            return tracking.experiments.getExperiment(id);
          },
        },
      }),
    });
    const secret = world.memory.addExperiment("secret");
    const traceIds = [world.addTrace("tr-1", { home: secret })];
    const { runId } = await world.createSession();
    const { foreign } = await world.labeling.addTraces(runId, { kind: "ids", traceIds });
    expect(foreign).toEqual([{ traceId: traceIds[0], experimentId: secret, reason: "refused" }]);
  });

  it("copies traces of another experiment when asked to, once, in the order of the selection", async () => {
    const world = createLabelingWorld();
    const shop = world.memory.addExperiment("shop bot");
    const ids = ["tr-1", "tr-2", "tr-3"].map((id, index) =>
      world.addTrace(id, index === 1 ? {} : { home: shop }),
    );
    const { runId } = await world.createSession();
    const add = () =>
      world.labeling.addTraces(
        runId,
        { kind: "ids", traceIds: [...ids, TraceId.parse("tr-gone")] },
        { copyForeign: true },
      );
    const first = await add();
    expect(first).toMatchObject({ missing: ["tr-gone"], foreign: [], present: 0 });
    expect(first.copied.map(({ from }) => from)).toEqual([ids[0], ids[2]]);
    const [copy] = await world.tracking.traces.getTraces([at(first.copied, 0).to]);
    expect(copy).toMatchObject({
      experimentId: world.experimentId,
      metadata: { [COPY_ORIGIN_METADATA]: `${shop}/tr-1` },
    });
    const items = (await world.itemsOf(runId)).flatMap(({ source }) => traceIdsOf(source));
    expect(items).toEqual([at(first.copied, 0).to, ids[1], at(first.copied, 1).to]);
    expect(await add()).toEqual({ ...first, added: [], present: 3 });
    expect(await world.itemsOf(runId)).toHaveLength(3);
  });

  it("takes a trace and its copy as one", async () => {
    const world = createLabelingWorld();
    const shop = world.memory.addExperiment("shop bot");
    const original = world.addTrace("tr-1", { home: shop });
    const copy = await world.tracking.traces.copyTrace(original, world.experimentId);
    const { runId } = await world.createSession();
    const report = await world.labeling.addTraces(
      runId,
      { kind: "ids", traceIds: [original, copy] },
      { copyForeign: true },
    );
    expect(report).toMatchObject({ added: [{ source: { traceId: copy } }], present: 1 });
    expect(await world.itemsOf(runId)).toHaveLength(1);
  });

  it("says more often how far it is where traces are copied", async () => {
    const world = createLabelingWorld();
    const shop = world.memory.addExperiment("shop bot");
    const traceIds = Array.from({ length: 120 }, (_, index) =>
      world.addTrace(`tr-${index}`, index === 0 ? { home: shop } : {}),
    );
    const { runId } = await world.createSession();
    const seen: number[] = [];
    await world.labeling.addTraces(
      runId,
      { kind: "ids", traceIds },
      { copyForeign: true, onProgress: ({ done }) => void seen.push(done) },
    );
    expect(seen).toEqual([0, 50, 100, 120]);
  });

  it("reports a trace that is still in progress elsewhere, and adds it once it has ended", async () => {
    const world = createLabelingWorld();
    const shop = world.memory.addExperiment("shop bot");
    const traceIds = [
      world.addTrace("tr-1", { home: shop, state: "inProgress" }),
      world.addTrace("tr-2", { home: shop }),
    ];
    const { runId } = await world.createSession();
    const seen: unknown[] = [];
    const add = () =>
      world.labeling.addTraces(
        runId,
        { kind: "ids", traceIds },
        { copyForeign: true, onProgress: ({ done, found }) => void seen.push([done, found]) },
      );
    const report = await add();
    expect(report.added).toHaveLength(1);
    expect(report.foreign).toEqual([
      {
        traceId: traceIds[0],
        experimentId: shop,
        experimentName: "shop bot",
        reason: "in-progress",
      },
    ]);
    expect(seen).toEqual([
      [0, 2],
      [2, 2],
    ]);
    world.addTrace("tr-1", { home: shop });
    expect(await add()).toMatchObject({ added: [{ state: "pending" }], present: 1, foreign: [] });
  });

  it("reports a trace of another experiment that was deleted while it was adding", async () => {
    const world = createLabelingWorld();
    const traceIds = [world.addTrace("tr-1", { home: world.memory.addExperiment("shop bot") })];
    const { runId } = await world.createSession();
    const report = await world.labeling.addTraces(
      runId,
      { kind: "ids", traceIds },
      { copyForeign: true, onProgress: () => world.memory.deleteTrace(at(traceIds, 0)) },
    );
    expect(report).toMatchObject({ added: [], copied: [], missing: traceIds, present: 0 });
  });
});

describe("addTraces of a session dealt by a tag", () => {
  it("gives items to the people whom the tag names, and reports who is not assigned", async () => {
    const world = createLabelingWorld();
    const tagged = (id: string, reviewers: string) => world.addTrace(id, { tags: { reviewers } });
    const traceIds = [
      tagged("tr-1", " Ana@Example.com , cleo@example.com,ana@example.com"),
      tagged("tr-2", "the night shift, ,"),
      world.addTrace("tr-3"),
    ];
    const { runId } = await world.createSession({
      dealing: { strategy: "manual", reviewerTag: "reviewers" },
    });
    const report = await world.labeling.addTraces(runId, { kind: "ids", traceIds });
    expect(report.unknownReviewers).toEqual(["cleo@example.com", "the night shift"]);
    const assignees = (await world.itemsOf(runId)).map((item) => item.assignees ?? []);
    expect(assignees).toEqual([[ana, cleo], [], []]);
  });

  it("takes the tag of the original for a copy", async () => {
    const world = createLabelingWorld();
    const home = world.memory.addExperiment("shop bot");
    const traceIds = [world.addTrace("tr-1", { home, tags: { who: ben } })];
    const { runId } = await world.createSession({
      dealing: { strategy: "manual", reviewerTag: "who" },
    });
    await world.labeling.addTraces(runId, { kind: "ids", traceIds }, { copyForeign: true });
    expect(await world.itemsOf(runId)).toMatchObject([{ assignees: [ben] }]);
  });

  it("reads no tag when items are dealt another way", async () => {
    const world = createLabelingWorld();
    const traceIds = [world.addTrace("tr-1", { tags: { who: ben } })];
    const { runId } = await world.createSession({
      dealing: { strategy: "even", reviewerTag: "who" },
    });
    const report = await world.labeling.addTraces(runId, { kind: "ids", traceIds });
    expect(report.unknownReviewers).toEqual([]);
    expect(at(await world.itemsOf(runId), 0)).not.toHaveProperty("assignees");
  });
});

describe("assignItems", () => {
  async function manualSession() {
    const world = createLabelingWorld();
    const traceIds = [world.addTrace("tr-1"), world.addTrace("tr-2")];
    const { runId } = await world.createSession({ dealing: { strategy: "manual" } });
    await world.labeling.addTraces(runId, { kind: "ids", traceIds });
    const itemIds = (await world.itemsOf(runId)).map(({ itemId }) => itemId);
    const assignees = async () => (await world.itemsOf(runId)).map((item) => item.assignees ?? []);
    return { ...world, runId, one: at(itemIds, 0), two: at(itemIds, 1), assignees };
  }

  it("replaces the people of the items given, and leaves the others alone", async () => {
    const { labeling, runId, one, two, assignees } = await manualSession();
    await labeling.assignItems(runId, [
      { itemId: one, reviewers: [ana] },
      { itemId: two, reviewers: [" Ben@example.com", ana] },
    ]);
    expect(await assignees()).toEqual([[ana], [ben, ana]]);
    await labeling.assignItems(runId, [{ itemId: two, reviewers: [] }]);
    expect(await assignees()).toEqual([[ana], []]);
  });

  it("names who is not assigned, and changes nothing", async () => {
    const { labeling, runId, one, two, assignees } = await manualSession();
    const assigning = labeling.assignItems(runId, [
      { itemId: one, reviewers: [ana] },
      { itemId: two, reviewers: [cleo] },
    ]);
    await expect(assigning).rejects.toThrow(coded("INVALID_ARGUMENT"));
    await expect(assigning).rejects.toThrow(cleo);
    expect(await assignees()).toEqual([[], []]);
  });

  it("refuses an unknown item, and changes nothing", async () => {
    const { labeling, runId, one, assignees } = await manualSession();
    const assigning = labeling.assignItems(runId, [
      { itemId: one, reviewers: [ana] },
      { itemId: ItemId.parse("item-none"), reviewers: [ana] },
    ]);
    await expect(assigning).rejects.toThrow(coded("NOT_FOUND"));
    expect(await assignees()).toEqual([[], []]);
  });

  it("refuses a session that is dealt another way", async () => {
    const { labeling, createSession } = createLabelingWorld();
    const { runId } = await createSession();
    await expect(labeling.assignItems(runId, [])).rejects.toThrow(coded("CONFLICT"));
  });
});
