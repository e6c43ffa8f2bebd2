import { describe, expect, it } from "vitest";
import { DatasetId, exactJson, traceIdsOf, TraceId, type RecordUpsert } from "@labeldesk/core";
import { coded, collect, createLabelingWorld, type LabelingWorld } from "./labeling-world.js";

const record = (text: string, sourceTraceId: TraceId): RecordUpsert => ({
  inputs: exactJson(JSON.stringify({ text })),
  expectations: {},
  sourceTraceId,
});

async function datasetOf({ tracking, experimentId }: LabelingWorld, upserts: RecordUpsert[]) {
  const dataset = await tracking.datasets.createDataset("golden", [experimentId]);
  await tracking.datasets.upsertRecords(dataset.datasetId, upserts);
  const records = await collect(tracking.datasets.listRecords(dataset.datasetId));
  return { dataset, records, recordIds: records.map(({ recordId }) => recordId) };
}

describe("addDataset", () => {
  it("adds the traces of its records, returns the other records with the reason, and goes on", async () => {
    const world = createLabelingWorld();
    const [one, two] = [world.addTrace("tr-1"), world.addTrace("tr-2")];
    const shop = world.memory.addExperiment("shop bot");
    const foreign = world.addTrace("tr-3", { home: shop });
    const gone = TraceId.parse("tr-gone");
    const { dataset, recordIds } = await datasetOf(world, [
      record("gone", gone),
      record("foreign", foreign),
      record("one", one),
      record("one again", one),
      record("two", two),
    ]);
    const { runId } = await world.createSession();
    const report = await world.labeling.addDataset(runId, { kind: "name", name: "golden" });
    expect(report).toMatchObject({
      dataset,
      present: 0,
      missing: [gone],
      foreign: [{ traceId: foreign, experimentName: "shop bot", reason: "refused" }],
      without: [
        { recordId: recordIds[0], traceId: gone, reason: "trace-missing" },
        { recordId: recordIds[1], traceId: foreign, reason: "foreign-trace" },
      ],
    });
    expect(report.added.flatMap(({ source }) => traceIdsOf(source))).toEqual([one, two]);
    expect(
      await world.labeling.addDataset(runId, { kind: "id", datasetId: dataset.datasetId }),
    ).toEqual({ ...report, added: [], present: 2 });
  });

  it("says which records were made from no trace", async () => {
    const world = createLabelingWorld({
      wrap: (tracking) => ({
        ...tracking,
        datasets: {
          ...tracking.datasets,
          listRecords: async function* (datasetId) {
            for await (const { sourceTraceId: _source, ...rest } of tracking.datasets.listRecords(
              datasetId,
            )) {
              yield rest;
            }
          },
        },
      }),
    });
    const { recordIds } = await datasetOf(world, [record("one", world.addTrace("tr-1"))]);
    const { runId } = await world.createSession();
    const report = await world.labeling.addDataset(runId, { kind: "name", name: "golden" });
    expect(report).toMatchObject({
      added: [],
      without: [{ recordId: recordIds[0], reason: "no-trace" }],
    });
  });

  it("adds only the records asked for, and says which of them the dataset lacks", async () => {
    const world = createLabelingWorld();
    const traceIds = ["tr-1", "tr-2", "tr-3"].map((id) => world.addTrace(id));
    const { recordIds } = await datasetOf(
      world,
      traceIds.map((traceId) => record(traceId, traceId)),
    );
    const { runId } = await world.createSession();
    const report = await world.labeling.addDataset(
      runId,
      { kind: "name", name: "golden" },
      { recordIds: [recordIds[1] ?? "", "record-none"] },
    );
    expect(report.added).toMatchObject([{ source: { traceId: "tr-2" } }]);
    expect(report.without).toEqual([{ recordId: "record-none", reason: "record-missing" }]);
  });

  it("takes the oldest dataset of a name that belongs to the session's experiment", async () => {
    const world = createLabelingWorld();
    const { datasets } = world.tracking;
    await datasets.createDataset("golden", [world.memory.addExperiment("shop bot")]);
    const own = await datasets.createDataset("golden", [world.experimentId]);
    await datasets.createDataset("golden", [world.experimentId]);
    const { runId } = await world.createSession();
    const { dataset } = await world.labeling.addDataset(runId, { kind: "name", name: "golden" });
    expect(dataset).toEqual(own);
  });

  it("copies the traces of other experiments when asked to", async () => {
    const world = createLabelingWorld();
    const foreign = world.addTrace("tr-1", { home: world.memory.addExperiment("shop bot") });
    await datasetOf(world, [record("one", foreign)]);
    const { runId } = await world.createSession();
    const report = await world.labeling.addDataset(
      runId,
      { kind: "name", name: "golden" },
      { copyForeign: true },
    );
    expect(report).toMatchObject({ without: [], foreign: [], copied: [{ from: foreign }] });
    expect(report.added).toHaveLength(1);
  });

  it("takes 10,000 records", async () => {
    const world = createLabelingWorld();
    const traceIds = Array.from({ length: 10_000 }, (_, index) => world.addTrace(`tr-${index}`));
    await datasetOf(
      world,
      traceIds.map((traceId) => record(traceId, traceId)),
    );
    const { runId } = await world.createSession();
    const seen: number[] = [];
    const report = await world.labeling.addDataset(
      runId,
      { kind: "name", name: "golden" },
      { onProgress: ({ done }) => void seen.push(done) },
    );
    expect(report.added).toHaveLength(10_000);
    expect(seen).toHaveLength(41);
    expect(seen.at(-1)).toBe(10_000);
    expect(await world.itemsOf(runId)).toHaveLength(10_000);
  });

  it.each([
    ["id", { kind: "id", datasetId: DatasetId.parse("none") }],
    ["name", { kind: "name", name: "none" }],
  ] as const)("refuses an unknown %s", async (_, target) => {
    const { labeling, createSession } = createLabelingWorld();
    const { runId } = await createSession();
    await expect(labeling.addDataset(runId, target)).rejects.toThrow(coded("NOT_FOUND"));
  });
});
