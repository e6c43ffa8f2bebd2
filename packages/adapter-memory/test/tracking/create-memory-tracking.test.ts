import { AssessmentId, isLabelingError, ReviewerEmail, type Trace } from "@labeldesk/core";
import { describe, expect, it } from "vitest";
import { createMemoryTracking } from "../../src/index.js";
import { traceOf } from "./memory-harness.js";

const ANA = { kind: "human", id: "ana@example.com" } as const;

describe("createMemoryTracking", () => {
  it("numbers experiments from 1", () => {
    const memory = createMemoryTracking({ experiments: ["first"] });
    expect(memory.addExperiment("second")).toBe("2");
  });

  it("refuses a second experiment of one name", () => {
    const memory = createMemoryTracking({ experiments: ["first"] });
    expect(() => memory.addExperiment("first")).toThrow("already an experiment");
  });

  it("takes its times from the clock given", async () => {
    const memory = createMemoryTracking({ clock: { nowMs: () => 1234 } });
    const experimentId = memory.addExperiment("support");
    const dataset = await memory.tracking.datasets.createDataset("golden", [experimentId]);
    expect(dataset.createdAtMs).toBe(1234);
  });

  it("gives items ids that are not those of their traces", async () => {
    const memory = createMemoryTracking();
    const experimentId = memory.addExperiment("support");
    const traceId = memory.addTrace(traceOf("tr-1", experimentId, {}));
    const { runId } = await memory.tracking.sessions.createSession({
      experimentId,
      name: "Answers",
      labelSchemas: [],
      assignedUsers: [],
      away: [],
      labelsPerTrace: "everyone",
      dealing: { strategy: "first-come" },
      blind: true,
      enableMultiTurnChat: false,
      createdBy: ReviewerEmail.parse("ana@example.com"),
    });
    const [item] = await memory.tracking.items.addItems(runId, [
      { source: { kind: "trace", traceId } },
    ]);
    expect(item?.itemId).not.toBe(traceId);
  });

  it("shares nothing with its callers: neither what they gave nor what they got can change it", async () => {
    const memory = createMemoryTracking();
    const tags = { env: "prod" };
    const given: Trace = { ...traceOf("tr-1", memory.addExperiment("support"), {}), tags };
    const traceId = memory.addTrace(given);
    tags.env = "changed";
    const [trace] = await memory.tracking.traces.getTraces([traceId]);
    expect(trace?.tags).toEqual({ env: "prod" });
    expect(() => Object.assign(trace?.tags ?? {}, { env: "changed" })).toThrow(TypeError);
    expect(() => Object.assign(trace?.spans[0] ?? {}, { name: "changed" })).toThrow(TypeError);
    const [info] = await memory.tracking.traces.getTraceInfos([traceId]);
    expect(() => Object.assign(info ?? {}, { tags: {} })).toThrow(TypeError);
  });

  it("adds assessments as another program would leave them: with an id, times and no session", async () => {
    const memory = createMemoryTracking({ clock: { nowMs: () => 5000 } });
    const traceId = memory.addTrace(traceOf("tr-1", memory.addExperiment("support"), {}));
    const label = { traceId, name: "tone", type: "feedback", source: ANA } as const;
    const first = memory.addAssessment({ ...label, value: "warm", createdAtMs: 1000 });
    const overriding = { value: "cold", overrides: first.assessmentId };
    const second = memory.addAssessment({ ...label, ...overriding });
    expect(second).toMatchObject({ valid: true, createdAtMs: 5000, updatedAtMs: 5000 });
    expect(second.runId).toBeUndefined();
    expect(await memory.tracking.assessments.listAssessments(traceId)).toEqual([
      { ...first, valid: false },
      second,
    ]);
  });

  it("keeps the assessments that a trace is added with, and whether they are valid", async () => {
    const memory = createMemoryTracking();
    const experimentId = memory.addExperiment("support");
    const assessment = {
      assessmentId: AssessmentId.parse("a-1"),
      traceId: traceOf("tr-1", experimentId, {}).traceId,
      name: "tone",
      type: "feedback",
      value: "warm",
      source: ANA,
      metadata: {},
      valid: false,
      createdAtMs: 1,
      updatedAtMs: 2,
    } as const;
    const trace = { ...traceOf("tr-1", experimentId, {}), assessments: [assessment] };
    const traceId = memory.addTrace(trace);
    expect(await memory.tracking.traces.getTraces([traceId])).toEqual([trace]);
  });

  it("refuses to override by an expectation, and to override what is not there", () => {
    const memory = createMemoryTracking();
    const traceId = memory.addTrace(traceOf("tr-1", memory.addExperiment("support"), {}));
    const label = { traceId, name: "tone", value: "warm", source: ANA } as const;
    const overrides = AssessmentId.parse("a-nowhere");
    const add = (type: "feedback" | "expectation") => () =>
      memory.addAssessment({ ...label, type, overrides });
    expect(add("expectation")).toThrow(
      expect.toSatisfy((error) => isLabelingError(error, "INVALID_ARGUMENT")),
    );
    expect(add("feedback")).toThrow(
      expect.toSatisfy((error) => isLabelingError(error, "NOT_FOUND")),
    );
  });
});
