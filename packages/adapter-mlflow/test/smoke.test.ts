import { createLabeling, exactJson } from "@labeldesk/core";
import { OLDEST_MLFLOW } from "@labeldesk/mlflow-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROAD_ANA, ROAD_BEN, ROAD_INPUTS, walkRoad } from "./support/labeling-road.js";
import { openHarness } from "./support/mlflow-harness.js";
import { cellName, PLAIN_CELL, startCell, whyNot } from "./support/server-cells.js";
import type { CellServer } from "./support/server-cells.js";
import { ANA_SAYS, BEN_SAYS, DECIDED } from "./support/six-questions.js";
import { all } from "./support/streams.js";

/** The ways to run a server that the full suite is not run on every time. */
const CELLS = [
  { ...PLAIN_CELL, login: "basic auth" },
  { ...PLAIN_CELL, workers: 4 },
  { ...PLAIN_CELL, version: OLDEST_MLFLOW },
] as const;

const cells = await Promise.all(
  CELLS.map(async (cell) => ({ cell, name: cellName(cell), skip: await whyNot(cell) })),
);

const valueOf = (answers: typeof ANA_SAYS, name: string) =>
  answers.find((answer) => answer.name === name)?.value;

for (const { cell, name, skip } of cells) {
  const why = skip === undefined ? "" : ` (skipped: ${skip})`;
  describe.skipIf(skip !== undefined)(`${name}${why}`, () => {
    let running: CellServer | undefined;
    beforeAll(async () => {
      running = await startCell(cell);
    });
    afterAll(() => running?.stop());

    it("carries a session from its creation to a dataset", async () => {
      const harness = openHarness(running?.options ?? { url: "" });
      const { tracking } = harness;
      const { experimentId, session, traceIds, sync } = await walkRoad(harness, name);
      const { runId } = session;

      expect(await tracking.sessions.getSession(runId)).toEqual(session);
      const labeling = createLabeling({ tracking });
      expect(await labeling.listLabelingSessions([experimentId])).toEqual([session]);

      const items = await all(tracking.items.listItems(runId));
      expect(items).toMatchObject([
        { source: { traceId: traceIds[0] }, state: "complete" },
        { source: { traceId: traceIds[1] }, state: "pending" },
        { source: { traceId: traceIds[2] }, state: "excluded", exclusion: { by: ROAD_ANA } },
      ]);

      const [decided, single] = await tracking.traces.getTraces(traceIds);
      expect(decided?.inputs?.text).toBe(ROAD_INPUTS[0]);
      expect(decided?.assessments).toHaveLength(ANA_SAYS.length + BEN_SAYS.length + 1);
      expect(single?.assessments).toHaveLength(ANA_SAYS.length);
      for (const { name: question, value, comment } of ANA_SAYS) {
        const given = decided?.assessments.find(
          (assessment) => assessment.name === question && assessment.source.id === ROAD_ANA,
        );
        expect(given).toMatchObject({ value, runId, valid: true });
        expect(given?.rationale).toBe(comment);
      }
      expect(decided?.assessments.some(({ source }) => source.id === ROAD_BEN)).toBe(true);

      expect(sync).toMatchObject({ inserted: 2, conflicts: [], refused: [], overwritten: [] });
      const records = await all(tracking.datasets.listRecords(sync.dataset.datasetId));
      const byKey = new Map(records.map((record) => [record.inputs.key, record]));
      const shared = {
        topics: valueOf(ANA_SAYS, "topics"),
        expected_facts: valueOf(ANA_SAYS, "expected_facts"),
      };
      expect(byKey.get(exactJson(ROAD_INPUTS[0]).key)).toMatchObject({
        expectations: { ...shared, expected_response: DECIDED.value },
        sourceTraceId: traceIds[0],
      });
      expect(byKey.get(exactJson(ROAD_INPUTS[1]).key)?.expectations).toEqual({
        ...shared,
        expected_response: valueOf(ANA_SAYS, "expected_response"),
      });
      await harness.close();
    });
  });
}
