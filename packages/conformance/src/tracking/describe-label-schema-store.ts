import { ExperimentId, type LabelSchema, SchemaId } from "@labeldesk/core";
import { expect, it } from "vitest";
import { abortedOptions, codeOf, rejectionOf, tick } from "./expectations.js";
import { describePort } from "./port-suite.js";
import { question, QUESTIONS } from "./samples.js";
import type { HarnessOf, PortSuite } from "./tracking-harness.js";

const options = (length: number) => Array.from({ length }, (_, n) => `Option ${n}`);

/** What {@link describeLabelSchemaStore} needs. */
export type LabelSchemaStoreHarness = HarnessOf<"labelSchemas">;

/** Registers the suite of `LabelSchemaStore`. */
export function describeLabelSchemaStore(suite: PortSuite<LabelSchemaStoreHarness>): void {
  describePort("LabelSchemaStore", suite, (fixture) => {
    const store = () => fixture().tracking.labelSchemas;
    const fresh = () => fixture().createExperiment();

    it("has no schemas in a new experiment", async () => {
      expect(await store().listLabelSchemas(await fresh())).toEqual([]);
    });

    it.each(QUESTIONS)("keeps every field of a question: %s", async (_what, schema) => {
      const experimentId = await fresh();
      const stored = await store().createLabelSchema(experimentId, schema);
      expect(stored).toEqual({ ...schema, schemaId: stored.schemaId });
      expect(await store().findLabelSchema(experimentId, schema.name)).toEqual(stored);
      expect(await store().listLabelSchemas(experimentId)).toEqual([stored]);
    });

    it("lists the schemas of one experiment, oldest first", async () => {
      const [experimentId, other] = [await fresh(), await fresh()];
      await store().createLabelSchema(experimentId, question({ name: "b" }));
      await tick();
      await store().createLabelSchema(other, question({ name: "elsewhere" }));
      await tick();
      await store().createLabelSchema(experimentId, question({ name: "a" }));
      const listed = await store().listLabelSchemas(experimentId);
      expect(listed.map(({ name }) => name)).toEqual(["b", "a"]);
    });

    it("finds nothing under a name that the experiment does not have, in that letter case", async () => {
      const [experimentId, other] = [await fresh(), await fresh()];
      await store().createLabelSchema(experimentId, question());
      expect(await store().findLabelSchema(experimentId, "Is_Correct")).toBeUndefined();
      expect(await store().findLabelSchema(other, "is_correct")).toBeUndefined();
    });

    it("refuses a name that the experiment has, and takes it in another letter case or experiment", async () => {
      const [experimentId, other] = [await fresh(), await fresh()];
      const first = await store().createLabelSchema(experimentId, question());
      const repeat = question({ type: "expectation", title: "another" });
      expect(await codeOf(store().createLabelSchema(experimentId, repeat))).toBe("ALREADY_EXISTS");
      expect(await store().findLabelSchema(experimentId, "is_correct")).toEqual(first);
      await store().createLabelSchema(experimentId, question({ name: "Is_Correct" }));
      await store().createLabelSchema(other, question());
      expect(await store().listLabelSchemas(experimentId)).toHaveLength(2);
    });

    it("creates one schema when several callers create the same name at once", async () => {
      const experimentId = await fresh();
      const codes = await Promise.all(
        [1, 2, 3].map(() => codeOf(store().createLabelSchema(experimentId, question()))),
      );
      expect(codes.toSorted()).toEqual(["ALREADY_EXISTS", "ALREADY_EXISTS", "no error"]);
      expect(await store().listLabelSchemas(experimentId)).toHaveLength(1);
    });

    it("refuses to create in an experiment that does not exist", async () => {
      const nowhere = ExperimentId.parse("999999999");
      expect(await codeOf(store().createLabelSchema(nowhere, question()))).toBe("NOT_FOUND");
    });

    it("changes the fields given and leaves the others", async () => {
      const experimentId = await fresh();
      const schema = question({ title: "Is it correct?", instruction: "Look twice." });
      const { schemaId } = await store().createLabelSchema(experimentId, schema);
      await store().updateLabelSchema(schemaId, { enableComment: true });
      const changed = await store().updateLabelSchema(schemaId, { title: "Was it correct?" });
      const expected = { ...schema, schemaId, title: "Was it correct?", enableComment: true };
      expect(changed).toEqual(expected);
      expect(await store().listLabelSchemas(experimentId)).toEqual([expected]);
    });

    it("takes an instruction away that is set to undefined", async () => {
      const experimentId = await fresh();
      const schema = question({ instruction: "Look twice." });
      const { schemaId } = await store().createLabelSchema(experimentId, schema);
      const changed = await store().updateLabelSchema(schemaId, { instruction: undefined });
      expect(changed.instruction).toBeUndefined();
      const found = await store().findLabelSchema(experimentId, schema.name);
      expect(found).toEqual({ ...schema, schemaId, instruction: undefined });
    });

    it("keeps all the rest when a schema is renamed", async () => {
      const experimentId = await fresh();
      const schema = question({ title: "Which facts?", input: { kind: "textList", maxCount: 3 } });
      const { schemaId } = await store().createLabelSchema(experimentId, schema);
      await store().updateLabelSchema(schemaId, { name: "facts" });
      const expected = { ...schema, schemaId, name: "facts" };
      expect(await store().findLabelSchema(experimentId, "facts")).toEqual(expected);
      expect(await store().findLabelSchema(experimentId, "is_correct")).toBeUndefined();
    });

    it("refuses to rename a schema to a name that the experiment has", async () => {
      const experimentId = await fresh();
      await store().createLabelSchema(experimentId, question({ name: "taken" }));
      const { schemaId } = await store().createLabelSchema(experimentId, question());
      expect(await codeOf(store().updateLabelSchema(schemaId, { name: "taken" }))).toBe(
        "ALREADY_EXISTS",
      );
      expect(await store().findLabelSchema(experimentId, "is_correct")).toBeDefined();
    });

    it.each([12, 2])("changes the options of a question from 11 to %i", async (count) => {
      const experimentId = await fresh();
      const before = question({ input: { kind: "categorical", options: options(11) } });
      const { schemaId } = await store().createLabelSchema(experimentId, before);
      const input = { kind: "categorical" as const, options: options(count) };
      await store().updateLabelSchema(schemaId, { input });
      const found = await store().findLabelSchema(experimentId, before.name);
      expect(found).toEqual({ ...before, schemaId, input });
    });

    it("says, and no longer says, that options are in their order", async () => {
      const experimentId = await fresh();
      const plain = { kind: "categorical" as const, options: options(3) };
      const { schemaId } = await store().createLabelSchema(
        experimentId,
        question({ input: plain }),
      );
      for (const input of [{ ...plain, ordered: true }, plain]) {
        await store().updateLabelSchema(schemaId, { input });
        const found = await store().findLabelSchema(experimentId, "is_correct");
        expect(found?.input).toEqual(input);
      }
    });

    it.each<[from: LabelSchema["input"], to: LabelSchema["input"]]>([
      [{ kind: "passFail", positiveLabel: "Yes", negativeLabel: "No" }, { kind: "text" }],
      [{ kind: "text" }, { kind: "textList" }],
      [{ kind: "textList" }, { kind: "categoricalList", options: ["a", "b"] }],
      [
        { kind: "categoricalList", options: ["a", "b"] },
        { kind: "categorical", options: ["a", "b"] },
      ],
    ])("refuses to change the kind of a question: $0.kind to $1.kind", async (from, to) => {
      const experimentId = await fresh();
      const schema = question({ input: from });
      const { schemaId } = await store().createLabelSchema(experimentId, schema);
      const change = store().updateLabelSchema(schemaId, { input: to });
      expect(await codeOf(change)).toBe("INVALID_ARGUMENT");
      expect(await store().listLabelSchemas(experimentId)).toEqual([{ ...schema, schemaId }]);
    });

    it("refuses to change a schema that does not exist", async () => {
      const change = store().updateLabelSchema(SchemaId.parse("no-such-schema"), { title: "a" });
      expect(await codeOf(change)).toBe("NOT_FOUND");
    });

    it("deletes a schema, also when it is gone already", async () => {
      const experimentId = await fresh();
      const { schemaId } = await store().createLabelSchema(experimentId, question());
      await store().deleteLabelSchema(schemaId);
      await store().deleteLabelSchema(schemaId);
      expect(await store().findLabelSchema(experimentId, "is_correct")).toBeUndefined();
      expect(await store().listLabelSchemas(experimentId)).toEqual([]);
    });

    it("gives a new schema nothing of a deleted one of the same name", async () => {
      const experimentId = await fresh();
      const former = question({ title: "The former title", input: { kind: "textList" } });
      const { schemaId } = await store().createLabelSchema(experimentId, former);
      await store().deleteLabelSchema(schemaId);
      const stored = await store().createLabelSchema(experimentId, question());
      expect(stored).toEqual({ ...question(), schemaId: stored.schemaId });
      expect(await store().findLabelSchema(experimentId, "is_correct")).toEqual(stored);
    });

    it("rejects with the reason of a signal that is aborted already", async () => {
      const { experimentId } = fixture();
      const aborted = abortedOptions();
      const schemaId = SchemaId.parse("any");
      const calls = [
        store().createLabelSchema(experimentId, question(), aborted),
        store().findLabelSchema(experimentId, "is_correct", aborted),
        store().listLabelSchemas(experimentId, aborted),
        store().updateLabelSchema(schemaId, { title: "a" }, aborted),
        store().deleteLabelSchema(schemaId, aborted),
      ];
      for (const reason of await Promise.all(calls.map(rejectionOf))) {
        expect(reason).toBe(aborted.reason);
      }
      expect(await store().listLabelSchemas(experimentId)).toEqual([]);
    });
  });
}
