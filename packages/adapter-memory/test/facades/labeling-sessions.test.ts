import { describe, expect, it } from "vitest";
import { RunId } from "@labeldesk/core";
import { at, ana, ben, cleo, dana } from "./world.js";
import { coded, createLabelingWorld } from "./labeling-world.js";

describe("createLabelingSession", () => {
  it("keeps everything that it is given", async () => {
    const world = createLabelingWorld();
    const more = {
      description: "What went wrong in June",
      guidelines: "**Be strict.**",
      dueAtMs: 1_800_000_000_000,
      agent: "support-bot",
      enableMultiTurnChat: true,
      customInputs: { language: "en" },
      labelsPerTrace: 2,
      blind: false,
    };
    const session = await world.createSession({
      ...more,
      assignedUsers: [" Ana@Example.com "],
      away: [ana, cleo],
    });
    const expected = { ...more, assignedUsers: [ana], away: [ana], state: "open" };
    expect(session).toMatchObject(expected);
    expect(await world.labeling.getLabelingSession(session.runId)).toEqual(session);
  });

  it("keeps which stored schema each question was taken from", async () => {
    const world = createLabelingWorld();
    const session = await world.createSession({ labelSchemas: ["expected_facts", "guidelines"] });
    const stored = await world.labeling.listLabelSchemas(world.experimentId);
    expect(session.labelSchemas.map(({ schemaId }) => schemaId)).toEqual(
      stored.map(({ schemaId }) => schemaId),
    );
    const second = await world.createSession({ labelSchemas: ["guidelines"] });
    expect(second.labelSchemas).toEqual([session.labelSchemas[1]]);
  });
});

describe("findLabelingSessions", () => {
  it("finds all of exactly that name, newest first, in the experiments given", async () => {
    const world = createLabelingWorld();
    const other = world.memory.addExperiment("other");
    const first = await world.createSession({ name: "June" });
    await world.createSession({ name: "june" });
    await world.createSession({ name: "June 2" });
    const second = await world.createSession({ name: "June", experimentId: other });
    const gone = await world.createSession({ name: "June" });
    await world.labeling.deleteLabelingSession(gone.runId);
    const found = async (...ids: readonly (typeof other)[]) => {
      const sessions = await world.labeling.findLabelingSessions(ids, " June ");
      return sessions.map(({ runId }) => runId);
    };
    expect(await found(world.experimentId, other)).toEqual([second.runId, first.runId]);
    expect(await found(world.experimentId)).toEqual([first.runId]);
    expect(await found()).toEqual([]);
  });
});

describe("updateLabelingSession", () => {
  it("changes what is given, removes what is null and keeps the rest", async () => {
    const world = createLabelingWorld();
    const { runId } = await world.createSession({ description: "June", dueAtMs: 5 });
    const changed = await world.labeling.updateLabelingSession(runId, {
      name: "July",
      description: null,
      away: [ben, cleo],
      labelsPerTrace: 1,
    });
    expect(changed).toMatchObject({ name: "July", dueAtMs: 5, away: [ben], labelsPerTrace: 1 });
    expect(changed).not.toHaveProperty("description");
    expect(await world.labeling.getLabelingSession(runId)).toEqual(changed);
  });

  it("refuses what no session may be, and changes nothing", async () => {
    const world = createLabelingWorld();
    const { runId, name } = await world.createSession();
    await expect(
      world.labeling.updateLabelingSession(runId, { name: "July", labelsPerTrace: 0 }),
    ).rejects.toThrow(coded("INVALID_ARGUMENT"));
    expect(await world.labeling.getLabelingSession(runId)).toMatchObject({ name });
  });

  it("loses nothing when two change a session at once", async () => {
    const world = createLabelingWorld();
    const { runId } = await world.createSession();
    await Promise.all([
      world.labeling.updateLabelingSession(runId, { away: [ana] }),
      world.labeling.setAssignedUsers(runId, [cleo], "add"),
      world.labeling.updateLabelingSession(runId, { description: "June" }),
    ]);
    expect(await world.labeling.getLabelingSession(runId)).toMatchObject({
      away: [ana],
      assignedUsers: [ana, ben, cleo],
      description: "June",
    });
  });
});

describe("setAssignedUsers", () => {
  it("trims, puts in lower case and takes each person once", async () => {
    const world = createLabelingWorld();
    const { runId } = await world.createSession({ assignedUsers: [ana] });
    const users = [" Ben@Example.com", "ben@example.com ", "ANA@example.com"];
    const { session } = await world.labeling.setAssignedUsers(runId, users, "add");
    expect(session.assignedUsers).toEqual([ana, ben]);
  });

  it("names what is no e-mail, and changes nothing", async () => {
    const world = createLabelingWorld();
    const { runId } = await world.createSession();
    const setting = world.labeling.setAssignedUsers(runId, [cleo, "ben", "@"], "replace");
    await expect(setting).rejects.toThrow(coded("INVALID_ARGUMENT"));
    await expect(setting).rejects.toThrow(`"ben", "@" are no e-mail addresses.`);
    const { assignedUsers } = await world.labeling.getLabelingSession(runId);
    expect(assignedUsers).toEqual([ana, ben]);
  });

  it("forgets the absence of a person taken off", async () => {
    const world = createLabelingWorld();
    const { runId } = await world.createSession({ away: [ana, ben] });
    await world.labeling.setAssignedUsers(runId, [ben], "replace");
    const { session } = await world.labeling.setAssignedUsers(runId, [ana], "add");
    expect(session).toMatchObject({ assignedUsers: [ben, ana], away: [ben] });
  });
});

describe("the states of a session", () => {
  it("goes from open to paused and back, and twice is no error", async () => {
    const { labeling, createSession } = createLabelingWorld();
    const { runId } = await createSession();
    expect((await labeling.pauseLabelingSession(runId)).state).toBe("paused");
    expect((await labeling.pauseLabelingSession(runId)).state).toBe("paused");
    expect((await labeling.resumeLabelingSession(runId)).state).toBe("open");
    expect((await labeling.resumeLabelingSession(runId)).state).toBe("open");
  });

  it("says when closing what is still open, also when it is closed already", async () => {
    const { labeling, createSession, addTrace, tracking, itemsOf } = createLabelingWorld();
    const { runId } = await createSession();
    const traceIds = ["tr-1", "tr-2", "tr-3", "tr-4"].map((id) => addTrace(id));
    await labeling.addTraces(runId, { kind: "ids", traceIds });
    const items = await itemsOf(runId);
    const [one, two] = [at(items, 0).itemId, at(items, 1).itemId];
    await tracking.items.setItemState(runId, one, { state: "complete", by: ana });
    await tracking.items.setItemState(runId, two, { state: "excluded", by: ana, reason: "spam" });
    const closed = await labeling.closeLabelingSession(runId);
    expect(closed).toMatchObject({ pending: 2, complete: 1, excluded: 1 });
    expect(closed.session.state).toBe("closed");
    expect(await labeling.closeLabelingSession(runId)).toEqual(closed);
  });

  it("neither pauses nor resumes a closed session, but reopens it, and a paused one", async () => {
    const { labeling, createSession } = createLabelingWorld();
    const { runId } = await createSession();
    await labeling.closeLabelingSession(runId);
    await expect(labeling.pauseLabelingSession(runId)).rejects.toThrow(coded("CONFLICT"));
    await expect(labeling.resumeLabelingSession(runId)).rejects.toThrow(coded("CONFLICT"));
    expect((await labeling.reopenLabelingSession(runId)).state).toBe("open");
    await labeling.pauseLabelingSession(runId);
    expect((await labeling.reopenLabelingSession(runId)).state).toBe("open");
  });
});

describe("a session that cannot be worked on", () => {
  const runs = (labeling: ReturnType<typeof createLabelingWorld>["labeling"], runId: RunId) => [
    () => labeling.updateLabelingSession(runId, { name: "July" }),
    () => labeling.setAssignedUsers(runId, [dana], "add"),
    () => labeling.pauseLabelingSession(runId),
    () => labeling.resumeLabelingSession(runId),
    () => labeling.closeLabelingSession(runId),
    () => labeling.reopenLabelingSession(runId),
    () => labeling.addTraces(runId, { kind: "ids", traceIds: [] }),
    () => labeling.addDataset(runId, { kind: "name", name: "golden" }),
    () => labeling.assignItems(runId, []),
    () => labeling.adoptSchemas(runId, []),
    () => labeling.previewSync(runId, { kind: "name", name: "golden" }),
  ];

  it("is refused everywhere while it is deleted, with a word on restoring it", async () => {
    const { labeling, createSession } = createLabelingWorld();
    const { runId } = await createSession();
    await labeling.deleteLabelingSession(runId);
    for (const run of runs(labeling, runId)) {
      await expect(run()).rejects.toThrow(coded("CONFLICT"));
      await expect(run()).rejects.toThrow("Restore it first.");
    }
  });

  it("is refused everywhere when it does not exist", async () => {
    const { labeling } = createLabelingWorld();
    const runId = RunId.parse("run-none");
    for (const run of [...runs(labeling, runId), () => labeling.schemaDrift(runId)]) {
      await expect(run()).rejects.toThrow(coded("NOT_FOUND"));
    }
  });
});
