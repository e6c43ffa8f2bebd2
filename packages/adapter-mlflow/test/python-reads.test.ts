import { exactJson, NewLabelingSession, parseExactJson } from "@labeldesk/core";
import type { Answer, LabelingSession, ReviewerEmail } from "@labeldesk/core";
import { ensureMlflow } from "@labeldesk/mlflow-server";
import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ROAD_ANA, ROAD_BEN, ROAD_INPUTS, ROAD_LEAD, walkRoad } from "./support/labeling-road.js";
import type { Road } from "./support/labeling-road.js";
import { askPython, PythonAssessment } from "./support/python/python-client.js";
import { sessionBench } from "./support/session-bench.js";
import { ANA_SAYS, BEN_SAYS, DECIDED, SIX_QUESTIONS } from "./support/six-questions.js";

const mlflow = await ensureMlflow();
const why = mlflow.kind === "missing" ? ` (skipped: ${mlflow.reason})` : "";

const Ids = z.array(z.string());
const Shown = z.object({
  row: z.object({ runId: z.string(), name: z.string() }),
  runs: Ids,
  byName: Ids,
  byId: Ids,
  status: z.string(),
  traces: z.array(
    z.object({
      id: z.string(),
      inputs: z.string(),
      all: z.array(PythonAssessment),
      feedback: Ids,
      expectations: Ids,
      correct: z.array(z.boolean()),
    }),
  ),
  byAttribute: Ids,
  byFeedback: Ids,
  byExpectation: Ids,
  dataset: z.object({
    name: z.string(),
    experiments: Ids,
    records: z.array(
      z.object({
        inputs: z.string(),
        expectations: z.record(z.string(), z.json()),
        tags: z.record(z.string(), z.string()),
        trace: z.string(),
      }),
    ),
  }),
  datasetsByName: Ids,
  queues: z.array(
    z.object({ name: z.string(), users: Ids, items: z.record(z.string(), z.string()) }),
  ),
  schemas: z.record(z.string(), z.string()),
});
type Shown = z.infer<typeof Shown>;

const NAME = `50% "labeling_session" 大`;

describe.skipIf(mlflow.kind === "missing")(`MLflow's Python client${why}`, () => {
  const bench = sessionBench(mlflow);
  let road: Road;
  let twins: readonly LabelingSession[];
  let shown: Shown;

  beforeAll(async () => {
    const { harness, url } = bench();
    road = await walkRoad(harness, NAME);
    const { experimentId, session, sync } = road;
    const again = NewLabelingSession.parse(session);
    twins = [
      await harness.tracking.sessions.createSession(again),
      await harness.tracking.sessions.createSession(again),
    ];
    const asked = {
      url,
      experimentId,
      runId: session.runId,
      namePart: "labeling_session",
      datasetId: sync.dataset.datasetId,
    };
    shown = await askPython("read_session.py", asked, Shown);
  });

  /** What Python is to show of one person's answers. */
  const given = (answers: readonly Answer[], who: ReviewerEmail) =>
    answers.map(({ name, value, comment }) => {
      const type = SIX_QUESTIONS.find((question) => question.name === name)?.type;
      return { name, type, value, source: `HUMAN ${who}`, comment };
    });

  /** The same of what it shows; the comment of an expectation is in the metadata. */
  const seen = (assessments: readonly PythonAssessment[]) =>
    assessments.map(({ name, type, value, source, rationale, metadata }) => ({
      name,
      type,
      value: parseExactJson(value),
      source,
      comment: (type === "feedback" ? rationale : metadata?.["rationale"]) ?? undefined,
    }));

  const traceOf = (index: 0 | 1 | 2) => {
    const trace = shown.traces.find(({ id }) => id === road.traceIds[index]);
    if (trace === undefined) throw new Error("Python does not show the trace.");
    return trace;
  };

  it("finds a session by the filters of the managed service's documentation", () => {
    const { runId } = road.session;
    expect(shown.row).toEqual({ runId, name: NAME });
    expect(shown.runs).toEqual([runId]);
    expect(shown.byId).toEqual([runId]);
    expect(shown.status).toBe("RUNNING");
    expect(shown.byName).toEqual([runId, ...twins.map((twin) => twin.runId)].toSorted());
  });

  it("finds a session's traces by its run, and by what was answered", () => {
    expect(shown.traces.map(({ id }) => id).toSorted()).toEqual(road.traceIds.toSorted());
    expect(shown.byAttribute).toEqual(road.traceIds.toSorted());
    expect(shown.byFeedback).toEqual(road.traceIds.slice(0, 2).toSorted());
    expect(shown.byExpectation).toEqual([road.traceIds[0]]);
  });

  it("shows every answer, decision and comment as it was given", () => {
    expect(seen(traceOf(0).all)).toEqual([
      ...given(ANA_SAYS, ROAD_ANA),
      ...given(BEN_SAYS, ROAD_BEN),
      ...given([DECIDED], ROAD_LEAD),
    ]);
    expect(seen(traceOf(1).all)).toEqual(given(ANA_SAYS, ROAD_ANA));
    expect(traceOf(2).all).toEqual([]);
  });

  it("says of every answer which session it was given in, and tells the two types apart", () => {
    const { all, feedback, expectations, correct } = traceOf(0);
    const { runId } = road.session;
    for (const { metadata } of all) {
      expect(metadata?.["mlflow.assessment.sourceRunId"]).toBe(runId);
    }
    const ids = (type: string) => all.filter((each) => each.type === type).map(({ id }) => id);
    expect(feedback).toEqual(ids("feedback"));
    expect(expectations).toEqual(ids("expectation"));
    expect(correct).toEqual([false, false]);
  });

  it("reads the inputs of traces as they were recorded", () => {
    const keys = ([0, 1, 2] as const).map((index) => exactJson(traceOf(index).inputs).key);
    expect(keys).toEqual(ROAD_INPUTS.map((text) => exactJson(text).key));
  });

  it("gives the dataset with exact inputs, the settled expectations and their origin", () => {
    const { records, ...dataset } = shown.dataset;
    expect(dataset).toEqual({
      name: road.sync.dataset.name,
      experiments: [road.experimentId],
    });
    expect(shown.datasetsByName).toEqual([road.sync.dataset.datasetId]);
    const expected = (answers: readonly Answer[]) =>
      Object.fromEntries(
        given(answers, ROAD_ANA)
          .filter(({ type }) => type === "expectation")
          .map(({ name, value }) => [name, value]),
      );
    const byTrace = new Map(records.map((record) => [record.trace, record]));
    expect(byTrace.size).toBe(2);
    for (const [index, answers] of [[0, [...ANA_SAYS, DECIDED]] as const, [1, ANA_SAYS] as const]) {
      const record = byTrace.get(road.traceIds[index] ?? "");
      expect(record?.expectations).toEqual(expected(answers));
      expect(exactJson(record?.inputs ?? "").key).toBe(exactJson(ROAD_INPUTS[index] ?? "").key);
      const tag = record?.tags["labeldesk.provenance.expected_response"] ?? "";
      const who = index === 0 ? [ROAD_LEAD, "adjudicated"] : [ROAD_ANA, "unanimous"];
      expect(JSON.parse(tag)).toMatchObject({ reviewers: [who[0]], how: who[1] });
    }
  });

  it("shows the session as a review queue with the states of its items, and its questions", () => {
    const queue = shown.queues.find(({ name }) => name === NAME);
    const [first, second, third] = road.traceIds;
    expect(queue).toEqual({
      name: NAME,
      users: [ROAD_ANA, ROAD_BEN],
      items: { [first]: "complete", [second]: "pending", [third]: "declined" },
    });
    expect(shown.queues).toHaveLength(3);
    expect(shown.schemas).toMatchObject({
      is_correct: "InputPassFail",
      tone: "InputCategorical",
      confidence: "InputNumeric",
      topics: "InputCategorical",
      expected_response: "InputText",
      expected_facts: "InputText",
    });
  });

  it("deletes and restores sessions of the same name, and its own runs of that name are none", async () => {
    const { harness, url } = bench();
    const { sessions } = harness.tracking;
    const { experimentId, session } = road;
    const [first, second] = twins;
    if (first === undefined || second === undefined) throw new Error("There are no twins.");
    await sessions.deleteSession(second.runId);
    const others = await askPython(
      "meddle_with_runs.py",
      { url, experimentId, name: NAME, delete: first.runId, restore: second.runId },
      Ids,
    );
    expect(others).toHaveLength(2);
    const listed = (await sessions.listSessions(experimentId)).map(({ runId }) => runId);
    expect(listed.toSorted()).toEqual([session.runId, second.runId].toSorted());
    expect((await sessions.getSession(first.runId)).lifecycle).toBe("deleted");
    expect(await sessions.getSession(second.runId)).toEqual(second);
  });
});
