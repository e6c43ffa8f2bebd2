/// <reference types="node" />
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import * as core from "../../src/index.js";
import { PYTHON_NAMES } from "./python-names.js";

const page = await readFile(new URL("../../../../docs/python-twins.md", import.meta.url), "utf8");

interface Row {
  readonly python: string;
  readonly twins: readonly string[];
  readonly differences: string;
}

const cells = page
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const rows = cells
  .filter((row) => row.length === 3)
  .map(([python = "", twin = "", differences = ""]): Row => ({
    python: codeIn(python).join(""),
    twins: twin === "none" ? [] : codeIn(twin),
    differences,
  }));
const beyond = cells.filter((row) => row.length === 2).flatMap(([twin = ""]) => codeIn(twin));

function codeIn(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]+)`/gu)].map(([, code = ""]) => code);
}

/** Compiled against the interfaces: a name that goes there must go here. */
const links: Record<keyof core.TrackingLinks, true> = { trace: true, session: true, dataset: true };
const stored: Record<keyof Pick<core.StoredLabelSchema, "schemaId">, true> = { schemaId: true };

/** The façade makes its operations without using the store: an empty one will do. */
const facade = core.createLabeling({ tracking: z.custom<core.Tracking>().parse({}) });
const operations = Object.keys(facade).map((name) => `labeling.${name}`);
const exported = new Set(Object.keys(core));

const fields: ReadonlyMap<string, readonly string[]> = new Map([
  ["session", Object.keys(core.LabelingSession.shape)],
  ["LabelSchema", Object.keys(core.LabelSchema.shape)],
  ["StoredLabelSchema", Object.keys(stored)],
  ["tracking", Object.keys(links).map((name) => `links.${name}`)],
  ["CategoricalInput", Object.keys(core.CategoricalInput.shape)],
  ["CategoricalListInput", Object.keys(core.CategoricalListInput.shape)],
  ["NumericInput", Object.keys(core.NumericInput.shape)],
  ["PassFailInput", Object.keys(core.PassFailInput.shape)],
  ["TextInput", Object.keys(core.TextInput.shape)],
  ["TextListInput", Object.keys(core.TextListInput.shape)],
]);

function exists(twin: string): boolean {
  if (operations.includes(twin) || exported.has(twin)) return true;
  const [owner = "", ...name] = twin.split(".");
  return fields.get(owner)?.includes(name.join(".")) ?? false;
}

describe("the table of Python twins", () => {
  it("has every public name of Python's modules, once", () => {
    const names = Object.entries(PYTHON_NAMES).flatMap(([name, members]) => [
      name,
      ...members.map((member) => `${name}.${member}`),
    ]);
    expect(rows.map(({ python }) => python).toSorted()).toEqual(names.toSorted());
  });

  it("names only what exists", () => {
    const named = [...rows.flatMap(({ twins }) => twins), ...beyond];
    expect(named.filter((twin) => !exists(twin))).toEqual([]);
    expect(exists("labeling.createLabelingSessions")).toBe(false);
    expect(exists("session.reviewAppId")).toBe(false);
  });

  it("has every operation, with a twin or as going beyond", () => {
    const twins = new Set(rows.flatMap((row) => row.twins));
    const alone = operations.filter((operation) => !twins.has(operation));
    expect(beyond.toSorted()).toEqual(alone.toSorted());
  });

  it("says why an operation or a class has no twin", () => {
    const silent = rows.filter(
      ({ python, twins, differences }) =>
        twins.length === 0 && differences === "" && !/^(ReviewApp|Agent)\.|_proto$/u.test(python),
    );
    expect(silent).toEqual([]);
  });
});
