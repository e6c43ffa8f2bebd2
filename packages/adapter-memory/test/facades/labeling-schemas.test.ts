import { describe, expect, it } from "vitest";
import { LabelSchema } from "@labeldesk/core";
import { FACT, GOOD } from "./schemas.js";
import { coded, createLabelingWorld } from "./labeling-world.js";

const TONE = LabelSchema.parse({
  name: "tone",
  type: "feedback",
  title: "Which tone?",
  input: { kind: "categorical", options: ["warm", "cold", "none"] },
});

const withOptions = (...options: readonly string[]) =>
  LabelSchema.parse({ ...TONE, input: { kind: "categorical", options } });

const AS_TEXT = LabelSchema.parse({ ...TONE, input: { kind: "text" } });

describe("overwriting a label schema", () => {
  it("happens only when asked for", async () => {
    const { labeling, experimentId } = createLabelingWorld();
    await labeling.createLabelSchema(experimentId, TONE);
    await expect(labeling.createLabelSchema(experimentId, TONE)).rejects.toThrow(
      coded("ALREADY_EXISTS"),
    );
  });

  it("gives new words, limits and options to the same schema, asked or not", async () => {
    const { labeling, experimentId, createSession } = createLabelingWorld();
    const first = await labeling.createLabelSchema(experimentId, {
      ...TONE,
      instruction: "Think.",
    });
    await createSession({ labelSchemas: ["tone"] });
    const wider = { ...withOptions("warm", "cold", "none", "odd"), title: "New words" };
    const again = await labeling.createLabelSchema(experimentId, wider, { overwrite: true });
    expect(again).toEqual({ ...wider, schemaId: first.schemaId });
    expect(again.instruction).toBeUndefined();
  });

  it("refuses another kind or type while sessions ask it, naming them, closed ones too", async () => {
    const { labeling, experimentId, createSession } = createLabelingWorld();
    const { runId } = await createSession({ name: "June", labelSchemas: [TONE] });
    await createSession({ name: "July", labelSchemas: ["tone", GOOD] });
    await createSession({ name: "August", labelSchemas: [GOOD] });
    const gone = await createSession({ name: "May", labelSchemas: ["tone"] });
    await labeling.deleteLabelingSession(gone.runId);
    await labeling.closeLabelingSession(runId);
    for (const other of [AS_TEXT, { ...TONE, type: "expectation" as const }]) {
      const overwriting = labeling.createLabelSchema(experimentId, other, { overwrite: true });
      await expect(overwriting).rejects.toThrow(coded("CONFLICT"));
      await expect(overwriting).rejects.toThrow(`while the sessions "July" and "June" ask it`);
    }
    expect(await labeling.getLabelSchema(experimentId, "tone")).toMatchObject(TONE);
  });

  it("replaces a schema that nobody asks by one of another kind", async () => {
    const { labeling, experimentId, createSession } = createLabelingWorld();
    const { runId } = await createSession({ labelSchemas: [TONE] });
    await labeling.deleteLabelingSession(runId);
    const made = await labeling.createLabelSchema(experimentId, AS_TEXT, { overwrite: true });
    expect(await labeling.listLabelSchemas(experimentId)).toEqual([made]);
    expect(made).toMatchObject(AS_TEXT);
  });

  it("keeps the schema there was when its replacement cannot be made", async () => {
    let fault = false;
    const { labeling, experimentId } = createLabelingWorld({
      wrap: (tracking) => ({
        ...tracking,
        labelSchemas: {
          ...tracking.labelSchemas,
          createLabelSchema: async (id, schema, options) => {
            if (fault && schema.input.kind === "text") throw new Error("The server is full.");
            return tracking.labelSchemas.createLabelSchema(id, schema, options);
          },
        },
      }),
    });
    await labeling.createLabelSchema(experimentId, TONE);
    fault = true;
    await expect(
      labeling.createLabelSchema(experimentId, AS_TEXT, { overwrite: true }),
    ).rejects.toThrow("The server is full.");
    expect(await labeling.listLabelSchemas(experimentId)).toMatchObject([TONE]);
  });

  it("takes no option away while a session asks it", async () => {
    const { labeling, experimentId, createSession } = createLabelingWorld();
    const { runId } = await createSession({ name: "June", labelSchemas: [TONE] });
    const fewer = withOptions("warm", "none");
    const overwrite = () => labeling.createLabelSchema(experimentId, fewer, { overwrite: true });
    await expect(overwrite()).rejects.toThrow(coded("CONFLICT"));
    await expect(overwrite()).rejects.toThrow(/"cold" while the session "June" asks it/u);
    await labeling.deleteLabelingSession(runId);
    expect(await overwrite()).toMatchObject(fewer);
  });

  it("knows a session by the schema it asks, however that is called now, and by the name it asks", async () => {
    const { labeling, tracking, experimentId, createSession } = createLabelingWorld();
    await createSession({ name: "June", labelSchemas: [TONE] });
    const { schemaId } = await labeling.getLabelSchema(experimentId, "tone");
    await tracking.labelSchemas.updateLabelSchema(schemaId, { name: "mood" });
    await tracking.labelSchemas.createLabelSchema(experimentId, TONE);
    for (const name of ["mood", "tone"]) {
      await expect(labeling.deleteLabelSchema(experimentId, name)).rejects.toThrow(
        `the session "June" asks it`,
      );
    }
  });

  it("counts sessions that are too many to name", async () => {
    const { labeling, experimentId, createSession } = createLabelingWorld();
    for (let number = 1; number <= 12; number += 1) {
      await createSession({ name: `S${number}`, labelSchemas: [TONE] });
    }
    await expect(
      labeling.createLabelSchema(experimentId, AS_TEXT, { overwrite: true }),
    ).rejects.toThrow(/"S12", .+"S3" and 2 more ask it/u);
  });
});

describe("updateLabelSchema", () => {
  it("changes what is given and keeps the rest", async () => {
    const { labeling, experimentId, createSession } = createLabelingWorld();
    const { schemaId } = await labeling.createLabelSchema(experimentId, TONE);
    await createSession({ labelSchemas: ["tone"] });
    const changes = { title: "New words", enableComment: true, instruction: "Think." };
    const expected = { ...TONE, ...changes, schemaId };
    expect(await labeling.updateLabelSchema(experimentId, "tone", changes)).toEqual(expected);
    expect(await labeling.getLabelSchema(experimentId, "tone")).toEqual(expected);
  });

  it("renames only what nobody asks, and not onto another schema", async () => {
    const { labeling, experimentId, createSession } = createLabelingWorld();
    await labeling.createLabelSchema(experimentId, FACT);
    const { runId } = await createSession({ name: "June", labelSchemas: [TONE] });
    const rename = (name: string) => labeling.updateLabelSchema(experimentId, "tone", { name });
    await expect(rename("mood")).rejects.toThrow(coded("CONFLICT"));
    await expect(rename("mood")).rejects.toThrow(`while the session "June" asks it`);
    await labeling.deleteLabelingSession(runId);
    await expect(rename("fact")).rejects.toThrow(coded("ALREADY_EXISTS"));
    expect(await rename("mood")).toMatchObject({ ...TONE, name: "mood" });
  });

  it("adds options to a question in use, and takes none away", async () => {
    const { labeling, experimentId, createSession } = createLabelingWorld();
    await createSession({ labelSchemas: [TONE] });
    const update = (...options: readonly string[]) =>
      labeling.updateLabelSchema(experimentId, "tone", { input: withOptions(...options).input });
    await expect(update("warm", "cold")).rejects.toThrow(coded("CONFLICT"));
    const { input } = await update("odd", "none", "cold", "warm");
    expect(input).toEqual({ kind: "categorical", options: ["odd", "none", "cold", "warm"] });
  });

  it("refuses another kind of input, a blank title and an unknown schema", async () => {
    const { labeling, experimentId } = createLabelingWorld();
    await labeling.createLabelSchema(experimentId, TONE);
    const update = (name: string, changes: Parameters<typeof labeling.updateLabelSchema>[2]) =>
      labeling.updateLabelSchema(experimentId, name, changes);
    await expect(update("tone", { input: { kind: "text" } })).rejects.toThrow(
      coded("INVALID_ARGUMENT"),
    );
    await expect(update("tone", { title: " " })).rejects.toThrow(coded("INVALID_ARGUMENT"));
    await expect(update("none", { title: "New" })).rejects.toThrow(coded("NOT_FOUND"));
    expect(await labeling.getLabelSchema(experimentId, "tone")).toMatchObject(TONE);
  });
});

describe("deleteLabelSchema", () => {
  it("refuses while an open or paused session asks it, unless told so", async () => {
    const { labeling, experimentId, createSession } = createLabelingWorld();
    const { runId } = await createSession({ name: "June", labelSchemas: [TONE] });
    await labeling.pauseLabelingSession(runId);
    const deleting = labeling.deleteLabelSchema(experimentId, "tone");
    await expect(deleting).rejects.toThrow(coded("CONFLICT"));
    await expect(deleting).rejects.toThrow(`the session "June" asks it`);
    await labeling.deleteLabelSchema(experimentId, "tone", { evenIfAsked: true });
    expect(await labeling.listLabelSchemas(experimentId)).toEqual([]);
    const { labelSchemas } = await labeling.getLabelingSession(runId);
    expect(labelSchemas).toMatchObject([TONE]);
  });

  it("deletes what only closed sessions ask", async () => {
    const { labeling, experimentId, createSession } = createLabelingWorld();
    const { runId } = await createSession({ labelSchemas: [TONE] });
    await labeling.closeLabelingSession(runId);
    await labeling.deleteLabelSchema(experimentId, "tone");
    await labeling.deleteLabelSchema(experimentId, "tone");
    expect(await labeling.listLabelSchemas(experimentId)).toEqual([]);
  });
});

describe("a session whose schemas are changed by another program", () => {
  /** A session that asks three questions, and the store behind the façade's back. */
  async function drifting() {
    const world = createLabelingWorld();
    const session = await world.createSession({ labelSchemas: [TONE, GOOD, FACT] });
    const [tone, good, fact] = await world.labeling.listLabelSchemas(world.experimentId);
    if (tone === undefined || good === undefined || fact === undefined) throw new Error("lost");
    const drift = () => world.labeling.schemaDrift(session.runId);
    return { ...world, ...session, store: world.tracking.labelSchemas, tone, good, fact, drift };
  }

  it("reports nothing while nothing changed", async () => {
    expect(await (await drifting()).drift()).toEqual([]);
  });

  it("reports what changed, was renamed or deleted, and asks on what it kept", async () => {
    const { store, tone, good, fact, drift, labeling, runId, labelSchemas } = await drifting();
    await store.updateLabelSchema(tone.schemaId, {
      name: "mood",
      input: { kind: "categorical", options: ["warm", "none", "odd"] },
    });
    await store.updateLabelSchema(good.schemaId, { title: "New words" });
    await store.deleteLabelSchema(fact.schemaId);
    expect(await drift()).toMatchObject([
      { kind: "renamed", name: "tone", stored: { name: "mood" } },
      { kind: "changed", name: "tone", lostOptions: ["cold"] },
      { kind: "changed", name: "good", stored: { title: "New words" }, lostOptions: [] },
      { kind: "missing", name: "fact" },
    ]);
    expect((await labeling.getLabelingSession(runId)).labelSchemas).toEqual(labelSchemas);
  });

  it("takes a schema that was deleted and made again for the same", async () => {
    const { store, experimentId, fact, drift } = await drifting();
    await store.deleteLabelSchema(fact.schemaId);
    await store.createLabelSchema(experimentId, FACT);
    expect(await drift()).toEqual([]);
  });

  it("does not take a stranger for a renamed schema because it bears the old name", async () => {
    const { store, experimentId, tone, drift } = await drifting();
    await store.updateLabelSchema(tone.schemaId, { name: "mood" });
    await store.createLabelSchema(experimentId, AS_TEXT);
    expect(await drift()).toMatchObject([{ kind: "renamed", stored: { schemaId: tone.schemaId } }]);
  });

  it("adopts words, options and limits of those named, and keeps the names of the answers", async () => {
    const { store, tone, good, drift, labeling, runId } = await drifting();
    const input = { kind: "categorical" as const, options: ["warm", "cold", "none", "odd"] };
    await store.updateLabelSchema(tone.schemaId, { name: "mood", title: "New tone", input });
    await store.updateLabelSchema(good.schemaId, { title: "New good" });
    const adopted = await labeling.adoptSchemas(runId, ["tone"]);
    expect(adopted.labelSchemas.map(({ name, title }) => [name, title])).toEqual([
      ["tone", "New tone"],
      ["good", GOOD.title],
      ["fact", FACT.title],
    ]);
    expect(adopted.labelSchemas[0]).toMatchObject({ input, schemaId: tone.schemaId });
    expect((await drift()).map(({ kind, name }) => [kind, name])).toEqual([
      ["renamed", "tone"],
      ["changed", "good"],
    ]);
  });

  it("lets options of given answers go only when asked to", async () => {
    const { store, tone, labeling, runId } = await drifting();
    const { input } = withOptions("warm", "none");
    await store.updateLabelSchema(tone.schemaId, { input });
    const adopting = labeling.adoptSchemas(runId, ["tone"]);
    await expect(adopting).rejects.toThrow(coded("CONFLICT"));
    await expect(adopting).rejects.toThrow(`"cold"`);
    const adopted = await labeling.adoptSchemas(runId, ["tone"], { evenIfOptionsGo: true });
    expect(adopted.labelSchemas[0]).toMatchObject({ input });
  });

  it("adopts nothing that is deleted, of another kind, or not asked", async () => {
    const { store, experimentId, good, fact, labeling, runId, labelSchemas } = await drifting();
    await store.deleteLabelSchema(good.schemaId);
    await store.createLabelSchema(experimentId, { ...GOOD, type: "expectation" });
    await store.deleteLabelSchema(fact.schemaId);
    const adopt = (...names: readonly string[]) => labeling.adoptSchemas(runId, names);
    await expect(adopt("tone", "good")).rejects.toThrow(coded("CONFLICT"));
    await expect(adopt("fact")).rejects.toThrow(coded("CONFLICT"));
    await expect(adopt("mood")).rejects.toThrow(coded("NOT_FOUND"));
    expect((await labeling.getLabelingSession(runId)).labelSchemas).toEqual(labelSchemas);
  });
});
