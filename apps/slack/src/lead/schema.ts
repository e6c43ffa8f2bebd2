import { ExperimentId, isLabelingError, LabelSchema, type SchemaInputKind } from "@labeldesk/core";
import { checkSchemaFitsSlack } from "@labeldesk/block-kit";
import type { App } from "@slack/bolt";
import { z } from "zod";
import type { Desk } from "../desk.js";
import { BlockAction, triggerOf, ViewSubmission, type StateValues } from "../payloads.js";
import { chosen, chosenAll, typed } from "../screens/fields.js";
import { notice } from "../screens/modal.js";
import { openModal, updateModal, type Trigger } from "../screens/open-modal.js";
import {
  previewModal,
  SCHEMA,
  SCHEMA_ACTIONS,
  schemaModal,
  type SchemaPreview,
} from "./schema-modal.js";

/** Opens the modal of `/label schema new`. */
export async function openSchemaForm(desk: Desk, trigger: Trigger): Promise<void> {
  await openModal(desk, trigger, schemaModal("passFail"));
}

/** The modal's clicks and its submission. */
export function registerSchema(app: App, desk: Desk): void {
  // Another kind has other fields.
  app.action(SCHEMA_ACTIONS.kind, async ({ ack, body }) => {
    await ack();
    const { view } = BlockAction.parse(body);
    if (view === undefined) return;
    await updateModal(desk, view.id, schemaModal(chosenKind(view.state.values)));
  });

  app.action(SCHEMA_ACTIONS.preview, async ({ ack, body }) => {
    await ack();
    const click = BlockAction.parse(body);
    const preview = previewOf(readSchema(click.view?.state.values ?? {}));
    await openModal(desk, triggerOf(click), previewModal(preview));
  });

  app.view(SCHEMA.previewCallback, async ({ ack }) => {
    await ack();
  });

  app.view(SCHEMA.callback, async ({ ack, body }) => {
    const { user, view } = ViewSubmission.parse(body);
    const { values } = view.state;
    const person = await desk.people.get(user.id);
    const experimentId = ExperimentId.safeParse(chosen(values, SCHEMA.experiment));
    const read = readSchema(values);
    const errors = { ...(read.kind === "errors" ? read.errors : {}) };
    if (!experimentId.success) errors[SCHEMA.experiment] = "Choose an experiment.";
    if (!desk.rights.mayLead(person)) errors[SCHEMA.name] = "You may not make questions here.";
    if (Object.keys(errors).length > 0 || read.kind === "errors" || !experimentId.success) {
      await ack({ response_action: "errors", errors });
      return;
    }
    const problem = await createSchema(desk, experimentId.data, read.schema);
    await ack(
      problem === undefined
        ? {
            response_action: "update",
            view: notice(
              "New question",
              `“${read.schema.name}” was made. It can be chosen in ${desk.command} new.`,
            ),
          }
        : { response_action: "errors", errors: { [SCHEMA.name]: problem } },
    );
  });
}

/** Makes the question; a sentence says why that did not work. */
async function createSchema(
  desk: Desk,
  experimentId: ExperimentId,
  schema: LabelSchema,
): Promise<string | undefined> {
  try {
    const experiment = await desk.tracking.experiments.getExperiment(experimentId);
    if (!desk.rights.mayUseExperiment(experiment)) {
      return `Labeldesk may not use the experiment “${experiment.name}”.`;
    }
    await desk.labeling.createLabelSchema(experimentId, schema);
    return undefined;
  } catch (error) {
    if (!isLabelingError(error)) throw error;
    return error.message;
  }
}

type ReadSchema =
  | { readonly kind: "schema"; readonly schema: LabelSchema }
  | { readonly kind: "errors"; readonly errors: Record<string, string> };

/** Reads the question out of the modal; every mistake is named at its field. */
export function readSchema(values: StateValues): ReadSchema {
  const title = typed(values, SCHEMA.title);
  const instruction = typed(values, SCHEMA.instruction);
  const parsed = LabelSchema.safeParse({
    name: typed(values, SCHEMA.name) ?? "",
    title: title ?? "",
    ...(instruction === undefined ? {} : { instruction }),
    type: chosen(values, SCHEMA.type),
    input: readInput(values),
    enableComment: chosenAll(values, SCHEMA.comments).includes("comments"),
  });
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => [
      fieldOf(path),
      sentence(message),
    ]);
    return { kind: "errors", errors: Object.fromEntries(errors) };
  }
  const [unfit] = checkSchemaFitsSlack(parsed.data);
  return unfit === undefined
    ? { kind: "schema", schema: parsed.data }
    : { kind: "errors", errors: { [SCHEMA.name]: unfit.message } };
}

function readInput(values: StateValues): unknown {
  const kind = chosenKind(values);
  const number = (blockId: string, name: string) => {
    const text = typed(values, blockId);
    return text === undefined ? {} : { [name]: Number(text) };
  };
  switch (kind) {
    case "passFail":
      return {
        kind,
        positiveLabel: typed(values, SCHEMA.positive) ?? "",
        negativeLabel: typed(values, SCHEMA.negative) ?? "",
      };
    case "categorical":
    case "categoricalList":
      return {
        kind,
        options: (typed(values, SCHEMA.options) ?? "")
          .split("\n")
          .map((line) => line.trim())
          .filter((line) => line !== ""),
      };
    case "numeric":
      return { kind, ...number(SCHEMA.min, "min"), ...number(SCHEMA.max, "max") };
    case "text":
      return { kind, ...number(SCHEMA.maxLength, "maxLength") };
    case "textList":
      return {
        kind,
        ...number(SCHEMA.maxLength, "maxLengthEach"),
        ...number(SCHEMA.maxCount, "maxCount"),
      };
  }
}

const Kind = z.enum(["passFail", "categorical", "categoricalList", "numeric", "text", "textList"]);

function chosenKind(values: StateValues): SchemaInputKind {
  const kind = Kind.safeParse(chosen(values, SCHEMA.kind));
  return kind.success ? kind.data : "passFail";
}

/** The field that a part of the schema was typed into. */
function fieldOf(path: readonly PropertyKey[]): string {
  const fields: Readonly<Record<string, string>> = {
    name: SCHEMA.name,
    title: SCHEMA.title,
    instruction: SCHEMA.instruction,
    type: SCHEMA.type,
    positiveLabel: SCHEMA.positive,
    negativeLabel: SCHEMA.negative,
    options: SCHEMA.options,
    min: SCHEMA.min,
    max: SCHEMA.max,
    maxLength: SCHEMA.maxLength,
    maxLengthEach: SCHEMA.maxLength,
    maxCount: SCHEMA.maxCount,
  };
  const [outer, inner] = path.map(String);
  // A rule about the whole input, such as its bounds, is shown where they end.
  if (outer === "input" && inner === undefined) return SCHEMA.max;
  return fields[(outer === "input" ? inner : outer) ?? ""] ?? SCHEMA.name;
}

function sentence(message: string): string {
  const [first = "", ...rest] = message;
  return `${first.toUpperCase()}${rest.join("")}${message.endsWith(".") ? "" : "."}`;
}

function previewOf(read: ReadSchema): SchemaPreview {
  return read.kind === "schema"
    ? { kind: "schema", schema: read.schema }
    : { kind: "problems", sentences: Object.values(read.errors) };
}
