import {
  type Assessment,
  type Clock,
  ExperimentId,
  LabelingError,
  RunId,
  type SessionFigures,
  systemClock,
  type Trace,
  type TraceId,
  type Tracking,
} from "@labeldesk/core";
import { keepAssessment, memoryAssessments, type MemoryAssessment } from "./assessments.js";
import { memoryDatasets } from "./datasets.js";
import { memoryAccess, memoryExperiments } from "./experiments.js";
import { frozen } from "./frozen.js";
import { memoryItems } from "./items.js";
import { memoryLabelSchemas } from "./label-schemas.js";
import { experimentOf } from "./lookups.js";
import { memorySessions } from "./sessions.js";
import { emptyState, type MemoryState } from "./state.js";
import { memoryTraces } from "./traces.js";

/** How a memory begins. */
export interface MemoryTrackingOptions {
  /** Default: the machine's clock. */
  readonly clock?: Clock;
  /** Names of experiments that are there from the start, with the ids `"1"`, `"2"`, …. */
  readonly experiments?: readonly string[];
}

/** Tracking ports in memory, and what only a tracking server's other users could do. */
export interface MemoryTracking {
  readonly tracking: Tracking;
  /** @throws {LabelingError} ALREADY_EXISTS */
  addExperiment(name: string): ExperimentId;
  /** Adds a run that is no labeling session. @throws {LabelingError} NOT_FOUND for an unknown experiment */
  addRun(experimentId: ExperimentId): RunId;
  /** Adds or replaces a trace, its assessments with it. @throws {LabelingError} NOT_FOUND for an unknown experiment */
  addTrace(trace: Trace): TraceId;
  /** The figures that were last saved for a session; `undefined` when none ever were. */
  figuresOf(runId: RunId): SessionFigures | undefined;
  /** Removes a trace and its assessments; items that stand for it stay. */
  deleteTrace(traceId: TraceId): void;
  /** Adds an assessment as another program would. @throws {LabelingError} NOT_FOUND for an unknown trace */
  addAssessment(assessment: MemoryAssessment): Assessment;
}

/** Makes a tracking store that forgets everything with the process: for tests, demos and examples. */
export function createMemoryTracking(options: MemoryTrackingOptions = {}): MemoryTracking {
  const state = emptyState(options.clock ?? systemClock);
  for (const name of options.experiments ?? []) addExperiment(state, name);
  return {
    tracking: {
      experiments: memoryExperiments(state),
      access: memoryAccess(state),
      traces: memoryTraces(state),
      labelSchemas: memoryLabelSchemas(state),
      sessions: memorySessions(state),
      items: memoryItems(state),
      assessments: memoryAssessments(state),
      datasets: memoryDatasets(state),
      links: {},
    },
    addExperiment: (name) => addExperiment(state, name),
    addRun: (experimentId) => addRun(state, experimentId),
    addTrace: (trace) => addTrace(state, trace),
    figuresOf: (runId) => state.figures.get(runId),
    deleteTrace: (traceId) => {
      state.traces.delete(traceId);
      state.assessments.delete(traceId);
    },
    addAssessment: (assessment) => keepAssessment(state, assessment),
  };
}

function addExperiment(state: MemoryState, name: string): ExperimentId {
  if ([...state.experiments.values()].some((experiment) => experiment.name === name)) {
    throw new LabelingError("ALREADY_EXISTS", `There is already an experiment named "${name}".`);
  }
  const experimentId = ExperimentId.parse(String(state.experiments.size + 1));
  state.experiments.set(experimentId, frozen({ experimentId, name }));
  return experimentId;
}

function addRun(state: MemoryState, experimentId: ExperimentId): RunId {
  experimentOf(state, experimentId);
  const runId = RunId.parse(`run-${state.nextNumber()}`);
  state.otherRuns.add(runId);
  return runId;
}

function addTrace(state: MemoryState, { assessments, ...trace }: Trace): TraceId {
  experimentOf(state, trace.experimentId);
  state.traces.set(trace.traceId, frozen(trace));
  state.assessments.set(
    trace.traceId,
    new Map(assessments.map((kept) => [kept.assessmentId, frozen(kept)])),
  );
  return trace.traceId;
}
