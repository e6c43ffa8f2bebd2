import {
  type DatasetRecord,
  DatasetId,
  type JsonObject,
  type RecordUpsert,
  type TraceId,
} from "@labeldesk/core";
import { beforeAll, expect, it } from "vitest";
import { abortedOptions, codeOf, collect, rejectionOf, tick, unique } from "./expectations.js";
import { describePort } from "./port-suite.js";
import { inputs } from "./samples.js";
import type { HarnessOf, PortSuite } from "./tracking-harness.js";

/** What {@link describeDatasetStore} needs. */
export type DatasetStoreHarness = HarnessOf<"datasets", "createTrace">;

/** Registers the suite of `DatasetStore`. */
export function describeDatasetStore(suite: PortSuite<DatasetStoreHarness>): void {
  describePort("DatasetStore", suite, (fixture) => {
    const store = () => fixture().tracking.datasets;
    const nowhere = DatasetId.parse(`d-${"0".repeat(32)}`);
    let sourceTraceId: TraceId;
    beforeAll(async () => {
      sourceTraceId = await fixture().createTrace(fixture().experimentId, {});
    });

    const record = (text: string, expectations: JsonObject = {}): RecordUpsert => ({
      inputs: inputs(text),
      expectations,
      sourceTraceId,
    });

    async function newDataset(): Promise<DatasetId> {
      const { experimentId } = fixture();
      return (await store().createDataset(unique("golden"), [experimentId])).datasetId;
    }

    /** The expectations of the records by the keys of their inputs; there is no order of records. */
    async function read(datasetId: DatasetId): Promise<ReadonlyMap<string, JsonObject>> {
      const found: readonly DatasetRecord[] = await collect(store().listRecords(datasetId));
      const byKey = new Map(found.map((one) => [one.inputs.key, one.expectations]));
      expect(byKey.size).toBe(found.length);
      return byKey;
    }

    it.each(["golden", `Ana's 100% "golden" – Größe 大きさ`])(
      "finds a dataset by its id, and by its exact name: %s",
      async (words) => {
        const { experimentId } = fixture();
        const name = unique(words);
        const made = await store().createDataset(name, [experimentId]);
        expect(made).toMatchObject({ name, experimentIds: [experimentId] });
        expect(await store().getDataset(made.datasetId)).toEqual(made);
        expect(await store().findDatasets(name)).toEqual([made]);
        expect(await store().findDatasets(name.toUpperCase())).toEqual([]);
        expect(await store().findDatasets(name.slice(0, -1))).toEqual([]);
      },
    );

    it("makes several datasets of one name, in any experiment, and finds them all, oldest first", async () => {
      const { experimentId, createExperiment } = fixture();
      const name = unique("golden");
      const first = await store().createDataset(name, [experimentId]);
      await tick();
      const second = await store().createDataset(name, [await createExperiment()]);
      const found = await store().findDatasets(name);
      expect(found.map(({ datasetId }) => datasetId)).toEqual([first.datasetId, second.datasetId]);
    });

    it("lists the datasets of one experiment, newest first", async () => {
      const { experimentId, createExperiment } = fixture();
      const other = await createExperiment();
      const first = await store().createDataset(unique("b"), [other]);
      await tick();
      await store().createDataset(unique("elsewhere"), [experimentId]);
      const second = await store().createDataset(unique("a"), [other, experimentId]);
      const found = await store().listDatasets(other);
      expect(found.map(({ datasetId }) => datasetId)).toEqual([second.datasetId, first.datasetId]);
    });

    it("knows no dataset, and no records, under an unknown id", async () => {
      expect(await codeOf(store().getDataset(nowhere))).toBe("NOT_FOUND");
      expect(await codeOf(collect(store().listRecords(nowhere)))).toBe("NOT_FOUND");
      expect(await codeOf(store().upsertRecords(nowhere, [record("{}")]))).toBe("NOT_FOUND");
    });

    it("has no records in a new dataset, and none after writing none", async () => {
      const datasetId = await newDataset();
      expect(await store().upsertRecords(datasetId, [])).toEqual({ inserted: 0, updated: 0 });
      expect(await read(datasetId)).toEqual(new Map());
    });

    it("inserts records with the trace that they come from", async () => {
      const datasetId = await newDataset();
      const outcome = await store().upsertRecords(datasetId, [
        record(`{"q": 1}`, { fact: "a" }),
        record(`{"q": 2}`),
      ]);
      expect(outcome).toEqual({ inserted: 2, updated: 0 });
      expect(await read(datasetId)).toEqual(
        new Map([
          [inputs(`{"q": 1}`).key, { fact: "a" }],
          [inputs(`{"q": 2}`).key, {}],
        ]),
      );
      const found = await collect(store().listRecords(datasetId));
      expect(found.map((one) => one.sourceTraceId)).toEqual([sourceTraceId, sourceTraceId]);
      expect(new Set(found.map(({ recordId }) => recordId)).size).toBe(2);
    });

    it("lays expectations over those of the record with the same inputs, name by name", async () => {
      const datasetId = await newDataset();
      await store().upsertRecords(datasetId, [
        record(`{"q": 1}`, { fact: "old", tone: "warm", plan: { a: 1, b: 2 } }),
        record(`{"q": 2}`, { fact: "other" }),
      ]);
      const outcome = await store().upsertRecords(datasetId, [
        record(`{"q": 1}`, { fact: "new", plan: { b: 3 }, more: ["x"] }),
        record(`{"q": 3}`, { fact: "third" }),
      ]);
      expect(outcome).toEqual({ inserted: 1, updated: 1 });
      expect(await read(datasetId)).toEqual(
        new Map<string, JsonObject>([
          [inputs(`{"q": 1}`).key, { fact: "new", tone: "warm", plan: { b: 3 }, more: ["x"] }],
          [inputs(`{"q": 2}`).key, { fact: "other" }],
          [inputs(`{"q": 3}`).key, { fact: "third" }],
        ]),
      );
    });

    it("keeps a record's id and source trace when its expectations change", async () => {
      const { createTrace, experimentId } = fixture();
      const datasetId = await newDataset();
      await store().upsertRecords(datasetId, [record(`{"q": 1}`, { fact: "old" })]);
      const [before] = await collect(store().listRecords(datasetId));
      const other = await createTrace(experimentId, {});
      const update = { ...record(`{"q": 1}`, { fact: "new" }), sourceTraceId: other };
      await store().upsertRecords(datasetId, [update]);
      expect(await collect(store().listRecords(datasetId))).toEqual([
        { ...before, expectations: { fact: "new" } },
      ]);
    });

    it("lays tags over those of the record with the same inputs, name by name", async () => {
      const datasetId = await newDataset();
      const tags = { "labeldesk.by": "ana@example.com", note: 'Größe 大きさ 🏠 {"a": 1}' };
      const tagsNow = async () =>
        (await collect(store().listRecords(datasetId))).map((one) => one.tags);
      await store().upsertRecords(datasetId, [{ ...record(`{"q": 1}`, { fact: "a" }), tags }]);
      expect(await tagsNow()).toMatchObject([tags]);
      await store().upsertRecords(datasetId, [
        { ...record(`{"q": 1}`), tags: { note: "new", more: "x" } },
      ]);
      expect(await tagsNow()).toMatchObject([{ ...tags, note: "new", more: "x" }]);
      await store().upsertRecords(datasetId, [record(`{"q": 1}`, { fact: "b" })]);
      expect(await tagsNow()).toMatchObject([{ ...tags, note: "new", more: "x" }]);
      expect([...(await read(datasetId)).values()]).toEqual([{ fact: "b" }]);
    });

    it("gives the records of one call their own tags, and none to those without", async () => {
      const datasetId = await newDataset();
      const plain = record(`{"q": 2}`);
      const tagged = { ...record(`{"q": 1}`), tags: { who: "ana" } };
      await store().upsertRecords(datasetId, [tagged, plain]);
      const found = await collect(store().listRecords(datasetId));
      expect(new Map(found.map((one) => [one.inputs.key, one.tags["who"]]))).toEqual(
        new Map([
          [tagged.inputs.key, "ana"],
          [plain.inputs.key, undefined],
        ]),
      );
    });

    it("changes nothing when there are no expectations to lay over", async () => {
      const datasetId = await newDataset();
      await store().upsertRecords(datasetId, [record(`{"q": 1}`, { fact: "a" })]);
      await store().upsertRecords(datasetId, [record(`{"q": 1}`)]);
      expect([...(await read(datasetId)).values()]).toEqual([{ fact: "a" }]);
    });

    it("makes one record of equal inputs in one call, the later expectations over the earlier", async () => {
      const datasetId = await newDataset();
      const { inserted } = await store().upsertRecords(datasetId, [
        record(`{"q": 1}`, { fact: "first", tone: "warm" }),
        record(`{"q": 1}`, { fact: "second" }),
      ]);
      expect(inserted).toBe(1);
      expect([...(await read(datasetId)).values()]).toEqual([{ fact: "second", tone: "warm" }]);
    });

    it("reads expectations back equal, whatever they are", async () => {
      const datasetId = await newDataset();
      const expectations = {
        yes: true,
        no: false,
        whole: 3,
        part: -2.5,
        text: 'Größe 大きさ 🏠\n<b>&amp;</b> "quoted"',
        list: ["one", "two"],
        empty: [],
        object: { deep: [{ a: null }] },
        nothing: null,
      };
      await store().upsertRecords(datasetId, [record(`{"q": 1}`, expectations)]);
      expect([...(await read(datasetId)).values()]).toEqual([expectations]);
    });

    it.each([
      [`{"n": 1}`, `{"n": 1.0}`, `{"n": true}`, `{"n": "1"}`],
      [`{"n": 9007199254740993}`, `{"n": 9007199254740992}`],
      [`{"n": null}`, `{}`],
      [`{"list": [1, 2]}`, `{"list": [2, 1]}`],
      [`{"text": "a"}`, `{"text": "a "}`, `{"text": "A"}`],
    ])("takes inputs for different: %s and %s", async (...texts) => {
      const datasetId = await newDataset();
      const upserts = texts.map((text) => record(text, { from: text }));
      const outcome = await store().upsertRecords(datasetId, upserts);
      expect(outcome.inserted).toBe(texts.length);
      expect(await read(datasetId)).toEqual(
        new Map(texts.map((text) => [inputs(text).key, { from: text }])),
      );
    });

    it.each([
      [`{"a": 1, "b": {"c": 2, "d": 3}}`, `{ "b":{"d":3,"c":2},\n"a":1 }`],
      [`{"text": "é"}`, String.raw`{"text": "\u00e9"}`],
      [`{"n": 1e3}`, `{"n": 1000.0}`],
      [`{\r\n  "a": [\n\t1\n  ]\n}`, `{"a": [1]}`],
      [`{"text": "a\u2028b\u2029"}`, String.raw`{"text": "a\u2028b\u2029"}`],
    ])("takes inputs for the same: %s and %s", async (first, second) => {
      const datasetId = await newDataset();
      await store().upsertRecords(datasetId, [record(first, { a: 1 })]);
      const { inserted } = await store().upsertRecords(datasetId, [record(second, { b: 2 })]);
      expect(inserted).toBe(0);
      expect(await read(datasetId)).toEqual(new Map([[inputs(first).key, { a: 1, b: 2 }]]));
    });

    it("streams more than a thousand records, as far as the reader wants", async () => {
      const datasetId = await newDataset();
      const many = Array.from({ length: 1050 }, (_, n) => record(`{"n": ${n}}`, { n }));
      expect((await store().upsertRecords(datasetId, many)).inserted).toBe(1050);
      expect(
        [...(await read(datasetId)).values()].map(({ n }) => Number(n)).toSorted(byNumber),
      ).toEqual(many.map((_, n) => n));
      const reading = store().listRecords(datasetId)[Symbol.asyncIterator]();
      expect((await reading.next()).done).toBe(false);
      expect((await reading.return?.())?.done).toBe(true);
    });

    it("ends a stream with the reason of a signal that is aborted on the way", async () => {
      const datasetId = await newDataset();
      const many = Array.from({ length: 1050 }, (_, n) => record(`{"n": ${n}}`));
      await store().upsertRecords(datasetId, many);
      const [aborting, reason] = [new AbortController(), new Error("enough")];
      const { signal } = aborting;
      const reading = store().listRecords(datasetId, { signal })[Symbol.asyncIterator]();
      expect((await reading.next()).done).toBe(false);
      aborting.abort(reason);
      const readOn = async (): Promise<void> => {
        if (!(await reading.next()).done) await readOn();
      };
      expect(await rejectionOf(readOn())).toBe(reason);
    });

    it("rejects with the reason of a signal that is aborted already, and writes nothing", async () => {
      const datasetId = await newDataset();
      const aborted = abortedOptions();
      const name = unique("aborted");
      const calls = [
        store().getDataset(datasetId, aborted),
        store().findDatasets(name, aborted),
        store().listDatasets(fixture().experimentId, aborted),
        store().createDataset(name, [fixture().experimentId], aborted),
        collect(store().listRecords(datasetId, aborted)),
        store().upsertRecords(datasetId, [record(`{"q": 1}`)], aborted),
      ];
      for (const reason of await Promise.all(calls.map(rejectionOf))) {
        expect(reason).toBe(aborted.reason);
      }
      expect(await store().findDatasets(name)).toEqual([]);
      expect(await read(datasetId)).toEqual(new Map());
    });
  });
}

function byNumber(a: number, b: number): number {
  return a - b;
}
