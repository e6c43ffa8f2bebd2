import { AssessmentId, DatasetId, LabelSchema, RunId, SchemaId, exactJson } from "@labeldesk/core";
import type { Assessment, NewAssessment, TraceId } from "@labeldesk/core";
import { ANA, question } from "../support/session-bench.js";
import type { SessionBench } from "../support/session-bench.js";
import type { PrepareWrite } from "./prepared-write.js";
import { twoTraces } from "./two-traces.js";

const hard = LabelSchema.parse({
  name: "how good",
  type: "feedback",
  title: "How good is it?",
  input: { kind: "categorical", options: ["bad", "fair", "good"], ordered: true },
});

async function assessmentWrite(bench: SessionBench) {
  const [traceId] = await twoTraces(bench);
  const assessment: NewAssessment = {
    assessmentId: AssessmentId.parse(`a-${crypto.randomUUID()}`),
    traceId,
    name: "is_correct",
    type: "feedback",
    value: true,
    rationale: "first",
    source: { kind: "human", id: ANA },
    runId: RunId.parse("0".repeat(32)),
    metadata: { key: "value" },
  };
  const effect = async () =>
    (await bench.harness.tracking.assessments.listAssessments(traceId)).map(
      ({ assessmentId, value, rationale }: Assessment) => ({ assessmentId, value, rationale }),
    );
  return { assessment, traceId, effect };
}

/** The writes of answers, questions, datasets and copies. */
export const LABEL_WRITES: Readonly<Record<string, PrepareWrite>> = {
  writeAssessment: async (bench) => {
    const { assessment, effect } = await assessmentWrite(bench);
    const { assessmentId, value, rationale } = assessment;
    return {
      write: ({ assessments }) => assessments.writeAssessment(assessment),
      effect,
      expected: [{ assessmentId, value, rationale }],
    };
  },

  reviseAssessment: async (bench) => {
    const { assessment, traceId, effect } = await assessmentWrite(bench);
    await bench.harness.tracking.assessments.writeAssessment(assessment);
    const { assessmentId } = assessment;
    const revision = { type: "feedback", value: false, rationale: "second", metadata: {} } as const;
    return {
      write: ({ assessments }) => assessments.reviseAssessment(traceId, assessmentId, revision),
      effect,
      expected: [{ assessmentId, value: false, rationale: "second" }],
    };
  },

  deleteAssessment: async (bench) => {
    const { assessment, traceId, effect } = await assessmentWrite(bench);
    await bench.harness.tracking.assessments.writeAssessment(assessment);
    return {
      write: ({ assessments }) => assessments.deleteAssessment(traceId, assessment.assessmentId),
      effect,
      expected: [],
    };
  },

  createLabelSchema: async (bench) => ({
    write: ({ labelSchemas }) => labelSchemas.createLabelSchema(bench.experimentId, hard),
    effect: () => schemasIn(bench),
    expected: [{ name: hard.name, title: hard.title, input: hard.input }],
  }),

  updateLabelSchema: async (bench) => {
    const { labelSchemas } = bench.harness.tracking;
    const { schemaId } = await labelSchemas.createLabelSchema(bench.experimentId, question);
    const changes = { title: "Is it right?", instruction: "Look twice." };
    return {
      write: (tracking) =>
        tracking.labelSchemas.updateLabelSchema(SchemaId.parse(schemaId), changes),
      effect: () => schemasIn(bench),
      expected: [{ name: question.name, title: changes.title, input: question.input }],
    };
  },

  deleteLabelSchema: async (bench) => {
    const { labelSchemas } = bench.harness.tracking;
    const { schemaId } = await labelSchemas.createLabelSchema(bench.experimentId, hard);
    return {
      write: (tracking) => tracking.labelSchemas.deleteLabelSchema(SchemaId.parse(schemaId)),
      effect: () => schemasIn(bench),
      expected: [],
    };
  },

  createDataset: async (bench) => {
    const name = `golden ${crypto.randomUUID()}`;
    return {
      write: ({ datasets }) => datasets.createDataset(name, [bench.experimentId]),
      effect: async () =>
        (await bench.harness.tracking.datasets.findDatasets(name)).map(
          (found) => found.experimentIds,
        ),
      expected: [[bench.experimentId]],
    };
  },

  upsertRecords: async (bench) => {
    const { datasets } = bench.harness.tracking;
    const { datasetId } = await datasets.createDataset("golden", [bench.experimentId]);
    const [sourceTraceId] = await twoTraces(bench);
    const records = [`{"n": 1}`, `{"n": 1.0}`].map((inputs, index) => ({
      inputs: exactJson(inputs),
      expectations: { index },
      sourceTraceId,
    }));
    return {
      write: (tracking) => tracking.datasets.upsertRecords(DatasetId.parse(datasetId), records),
      effect: async () => {
        const kept: unknown[] = [];
        for await (const { inputs, expectations } of datasets.listRecords(datasetId)) {
          kept.push([inputs.text, expectations]);
        }
        return new Set(kept);
      },
      expected: new Set([
        [`{"n": 1}`, { index: 0 }],
        [`{"n": 1.0}`, { index: 1 }],
      ]),
    };
  },

  copyTrace: async (bench) => {
    const [traceId] = await twoTraces(bench);
    const { harness } = bench;
    const elsewhere = await harness.createExperiment();
    const [original] = await harness.tracking.traces.getTraces([traceId]);
    return {
      write: ({ traces }) => traces.copyTrace(traceId, elsewhere),
      effect: async () => {
        const copies: TraceId[] = [];
        for await (const copy of harness.tracking.traces.searchTraces({
          experimentId: elsewhere,
        })) {
          copies.push(copy.traceId);
        }
        const read = await harness.tracking.traces.getTraces(copies);
        return read.map(({ inputs, spans }) => ({ inputs: inputs?.text, spans: spans.length }));
      },
      expected: [{ inputs: original?.inputs?.text, spans: original?.spans.length }],
    };
  },
};

/** Without MLflow's own, which every experiment has once it is listed. */
async function schemasIn({ harness, experimentId }: SessionBench) {
  const schemas = await harness.tracking.labelSchemas.listLabelSchemas(experimentId);
  return schemas
    .filter(({ name }) => name !== "Feedback")
    .map(({ name, title, input }) => ({ name, title, input }));
}
