import { describe, expect, it } from "vitest";
import {
  EXPECTED_FACTS,
  ExperimentId,
  isLabelingError,
  LabelSchema,
  type LabelingErrorCode,
  RunId,
  TraceId,
} from "@labeldesk/core";
import { FACT, GOOD } from "./schemas.js";
import { ana, at, ben, cleo, createWorld, dana, type World } from "./world.js";

const coded = (...codes: readonly LabelingErrorCode[]) =>
  expect.toSatisfy((error: unknown) => isLabelingError(error, ...codes));

const spec = ({ experimentId }: World) => ({
  experimentId,
  name: "Answers",
  assignedUsers: [ana],
  createdBy: dana,
});

describe("createLabelingSession", () => {
  it("creates the schemas that the experiment lacks, and asks them as given", async () => {
    const world = createWorld();
    const { labeling, experimentId } = world;
    await labeling.createLabelSchema(experimentId, { ...FACT, title: "Stored words" });
    const { session, access } = await labeling.createLabelingSession({
      ...spec(world),
      labelSchemas: ["expected_facts", GOOD, { ...FACT, title: "Given words" }],
    });
    expect(session.labelSchemas).toMatchObject([
      EXPECTED_FACTS,
      GOOD,
      { ...FACT, title: "Given words" },
    ]);
    expect(access).toEqual({ kind: "noPermissions" });
    const stored = await labeling.listLabelSchemas(experimentId);
    expect(stored.map(({ name, title }) => [name, title])).toEqual([
      ["fact", "Stored words"],
      ["expected_facts", EXPECTED_FACTS.title],
      ["good", GOOD.title],
    ]);
  });

  it("takes the experiment's schema for a name, before the built-in one", async () => {
    const world = createWorld();
    const own = { ...EXPECTED_FACTS, title: "Our own facts" };
    await world.labeling.createLabelSchema(world.experimentId, own);
    const { session } = await world.labeling.createLabelingSession({
      ...spec(world),
      labelSchemas: ["expected_facts"],
    });
    expect(session.labelSchemas).toMatchObject([own]);
  });

  it("refuses a schema whose stored namesake is of another kind, and creates nothing", async () => {
    const world = createWorld();
    await world.labeling.createLabelSchema(world.experimentId, GOOD);
    const other = LabelSchema.parse({ ...GOOD, input: { kind: "text" } });
    await expect(
      world.labeling.createLabelingSession({ ...spec(world), labelSchemas: [FACT, other] }),
    ).rejects.toThrow(coded("CONFLICT"));
    const stored = await world.labeling.listLabelSchemas(world.experimentId);
    expect(stored.map(({ name }) => name)).toEqual(["good"]);
    expect(await world.labeling.listLabelingSessions([world.experimentId])).toEqual([]);
  });

  it.each<[string, object, LabelingErrorCode]>([
    ["an unknown schema", { labelSchemas: ["nobody's"] }, "NOT_FOUND"],
    ["an unknown experiment", { experimentId: ExperimentId.parse("77") }, "NOT_FOUND"],
    ["no question", { labelSchemas: [] }, "INVALID_ARGUMENT"],
    ["a reviewer without an address", { assignedUsers: ["ana"] }, "INVALID_ARGUMENT"],
    ["no labels per trace", { labelsPerTrace: 0 }, "INVALID_ARGUMENT"],
    ["a blank name", { name: " " }, "INVALID_ARGUMENT"],
  ])("refuses %s and leaves nothing behind", async (_, wrong, code) => {
    const world = createWorld();
    await expect(
      world.labeling.createLabelingSession({ ...spec(world), labelSchemas: [FACT], ...wrong }),
    ).rejects.toThrow(coded(code));
    expect(await world.labeling.listLabelSchemas(world.experimentId)).toEqual([]);
    expect(await world.labeling.listLabelingSessions([world.experimentId])).toEqual([]);
  });

  it("makes one session of two calls with the same creation key", async () => {
    const world = createWorld();
    const create = () =>
      world.labeling.createLabelingSession({
        ...spec(world),
        labelSchemas: [FACT],
        creationKey: "view-1",
      });
    const [first, second] = [await create(), await create()];
    expect(second.session.runId).toBe(first.session.runId);
  });
});

describe("labeling sessions", () => {
  it("lists the newest first over several experiments, deleted ones not", async () => {
    const world = createWorld();
    const { labeling, clock } = world;
    const other = world.memory.addExperiment("other");
    const create = async (experimentId: ExperimentId, name: string) => {
      clock.advance(1);
      const created = await labeling.createLabelingSession({
        ...spec(world),
        experimentId,
        name,
        labelSchemas: [FACT],
      });
      return created.session.runId;
    };
    await create(world.experimentId, "one");
    await create(other, "two");
    const three = await create(world.experimentId, "three");
    const names = async () => {
      const found = await labeling.listLabelingSessions([world.experimentId, other, other]);
      return found.map(({ name }) => name);
    };
    expect(await names()).toEqual(["three", "two", "one"]);
    await labeling.deleteLabelingSession(three);
    expect(await names()).toEqual(["two", "one"]);
    await expect(labeling.addTraces(three, { kind: "search", newest: 1 })).rejects.toThrow(
      coded("CONFLICT"),
    );
    await labeling.restoreLabelingSession(three);
    expect(await names()).toEqual(["three", "two", "one"]);
  });

  it("replaces the assigned users or adds to them, also when both happen at once", async () => {
    const world = createWorld();
    const { session } = await world.openSession([FACT], [], { users: [ana] });
    const set = (users: readonly (typeof ana)[], mode: "add" | "replace") =>
      world.labeling.setAssignedUsers(session.runId, users, mode);
    await Promise.all([set([ben, ana], "add"), set([cleo], "add")]);
    expect((await world.labeling.getLabelingSession(session.runId)).assignedUsers).toEqual([
      ana,
      ben,
      cleo,
    ]);
    expect((await set([ben], "replace")).session.assignedUsers).toEqual([ben]);
  });
});

describe("addTraces", () => {
  it("adds what is missing and reports what is present, gone or of another experiment", async () => {
    const world = createWorld();
    const ids = world.addTraces("{}", "{}");
    const [one, two] = [at(ids, 0), at(ids, 1)];
    const other = world.memory.addExperiment("other");
    const foreign = world.addTrace("tr-foreign", "{}", other);
    const gone = TraceId.parse("tr-gone");
    const { session } = await world.openSession([FACT], [one]);
    const traceIds = [one, two, two, foreign, gone];
    const report = await world.labeling.addTraces(session.runId, { kind: "ids", traceIds });
    expect(report).toMatchObject({
      added: [{ source: { kind: "trace", traceId: two }, state: "pending" }],
      present: 1,
      missing: [gone],
      foreign: [{ traceId: foreign, experimentId: other, reason: "refused" }],
    });
    expect(await world.labeling.addTraces(session.runId, { kind: "ids", traceIds })).toEqual({
      ...report,
      added: [],
      present: 2,
    });
  });

  it("adds the newest matches of a search in batches and says how far it is", async () => {
    const world = createWorld();
    const ids = world.addTraces(...Array.from({ length: 610 }, (_, index) => `{"q": ${index}}`));
    const { session } = await world.openSession([FACT], []);
    const seen: unknown[] = [];
    const report = await world.labeling.addTraces(
      session.runId,
      { kind: "search", newest: 600 },
      { onProgress: (progress) => void seen.push(progress) },
    );
    expect(report.added.map(({ source }) => source)).toEqual(
      ids
        .toReversed()
        .slice(0, 600)
        .map((traceId) => ({ kind: "trace", traceId })),
    );
    expect(seen).toEqual([0, 250, 500, 600].map((done) => ({ done, found: 600 })));
  });

  it("goes on without a trace that was deleted while it was adding", async () => {
    const world = createWorld();
    const traceIds = world.addTraces("{}", "{}");
    const { session } = await world.openSession([FACT], []);
    const report = await world.labeling.addTraces(
      session.runId,
      { kind: "ids", traceIds },
      {
        onProgress: ({ done }) =>
          done === 0 ? world.memory.deleteTrace(at(traceIds, 0)) : undefined,
      },
    );
    expect(report).toMatchObject({
      added: [{ source: { traceId: traceIds[1] } }],
      missing: [traceIds[0]],
    });
  });

  it("refuses a search for no traces", async () => {
    const world = createWorld();
    const { session } = await world.openSession([FACT], []);
    await expect(
      world.labeling.addTraces(session.runId, { kind: "search", newest: 0 }),
    ).rejects.toThrow(coded("INVALID_ARGUMENT"));
  });
});

describe("countTraces", () => {
  it("counts up to 500 and says that there are more", async () => {
    const world = createWorld();
    const { experimentId, labeling } = world;
    world.addTraces(...Array.from({ length: 500 }, () => "{}"));
    expect(await labeling.countTraces({ experimentId })).toEqual({ count: 500, more: false });
    world.addTrace("tr-501", "{}");
    expect(await labeling.countTraces({ experimentId })).toEqual({ count: 500, more: true });
    expect(await labeling.countTraces({ experimentId, limit: 7 })).toEqual({
      count: 7,
      more: false,
    });
  });
});

describe("label schemas", () => {
  it("gets and deletes by name", async () => {
    const { labeling, experimentId } = createWorld();
    await labeling.createLabelSchema(experimentId, FACT);
    expect(await labeling.getLabelSchema(experimentId, "fact")).toMatchObject(FACT);
    await labeling.deleteLabelSchema(experimentId, "fact");
    await labeling.deleteLabelSchema(experimentId, "fact");
    await expect(labeling.getLabelSchema(experimentId, "fact")).rejects.toThrow(coded("NOT_FOUND"));
  });
});

describe("reading an unknown session", () => {
  it("says that there is none", async () => {
    const { labeling } = createWorld();
    const runId = RunId.parse("run-none");
    await expect(labeling.getLabelingSession(runId)).rejects.toThrow(coded("NOT_FOUND"));
    await expect(labeling.previewSync(runId, { kind: "name", name: "x" })).rejects.toThrow(
      coded("NOT_FOUND"),
    );
  });
});
