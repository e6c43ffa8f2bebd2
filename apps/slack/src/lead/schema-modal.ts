import type { LabelSchema, SchemaInputKind } from "@labeldesk/core";
import {
  actions,
  button,
  input,
  option,
  plainText,
  renderSchemaPreview,
  section,
} from "@labeldesk/block-kit";
import type { KnownBlock, ModalView, PlainTextOption } from "@slack/types";
import { modal } from "../screens/modal.js";

/** Block ids of the fields, and the callback of the modal. */
export const SCHEMA = {
  callback: "new-schema",
  previewCallback: "new-schema.preview",
  experiment: "schema.experiment",
  name: "schema.name",
  title: "schema.title",
  instruction: "schema.instruction",
  type: "schema.type",
  kind: "schema.kind",
  positive: "schema.positive",
  negative: "schema.negative",
  options: "schema.options",
  min: "schema.min",
  max: "schema.max",
  maxLength: "schema.max-length",
  maxCount: "schema.max-count",
  comments: "schema.comments",
} as const;

/** Action ids: another kind has other fields; the preview is drawn on demand. */
export const SCHEMA_ACTIONS = {
  experiment: "schema.choose-experiment",
  kind: "schema.choose-kind",
  preview: "schema.preview",
} as const;

const KINDS: readonly { readonly kind: SchemaInputKind; readonly label: string }[] = [
  { kind: "passFail", label: "Pass or fail" },
  { kind: "categorical", label: "One choice" },
  { kind: "categoricalList", label: "Several choices" },
  { kind: "numeric", label: "A number" },
  { kind: "text", label: "A text" },
  { kind: "textList", label: "A list of texts" },
];

/** What the preview shows: the question as reviewers will see it, or why it cannot be shown. */
export type SchemaPreview =
  | { readonly kind: "schema"; readonly schema: LabelSchema }
  | { readonly kind: "problems"; readonly sentences: readonly string[] };

/** The modal of `/label schema new`; fields keep what was typed when another kind is chosen. */
export function schemaModal(kind: SchemaInputKind): ModalView {
  return modal({
    callbackId: SCHEMA.callback,
    title: "New question",
    submit: "Create",
    blocks: [
      input({
        blockId: SCHEMA.experiment,
        label: "Experiment",
        optional: false,
        element: {
          type: "external_select",
          action_id: SCHEMA_ACTIONS.experiment,
          min_query_length: 0,
          placeholder: plainText("Search the experiments"),
        },
      }),
      text(SCHEMA.name, "Name", {
        hint: "Becomes the name of the assessments in MLflow, for example is_correct.",
        maxLength: 250,
      }),
      text(SCHEMA.title, "Question", {
        hint: "What reviewers read, for example: Is the answer correct?",
        maxLength: 1000,
      }),
      text(SCHEMA.instruction, "Instruction", { optional: true, multiline: true, maxLength: 1000 }),
      typeField(),
      { ...kindField(kind), dispatch_action: true },
      ...kindFields(kind),
      commentsField(),
      actions("schema.preview-row", [button(SCHEMA_ACTIONS.preview, "Preview", kind)]),
    ],
  });
}

function typeField(): KnownBlock {
  const feedback = option("Feedback: what the app did", "feedback");
  return input({
    blockId: SCHEMA.type,
    label: "What it collects",
    hint: "Only expectations are synced into datasets.",
    optional: false,
    element: {
      type: "radio_buttons",
      action_id: "value",
      options: [feedback, option("Expectation: what it should have done", "expectation")],
      initial_option: feedback,
    },
  });
}

function kindField(kind: SchemaInputKind) {
  const options = KINDS.map((entry) => option(entry.label, entry.kind));
  const initial = options.find(({ value }) => value === kind);
  return input({
    blockId: SCHEMA.kind,
    label: "Answered by",
    optional: false,
    element: {
      type: "static_select",
      action_id: SCHEMA_ACTIONS.kind,
      options,
      ...(initial === undefined ? {} : { initial_option: initial }),
    },
  });
}

function kindFields(kind: SchemaInputKind): KnownBlock[] {
  switch (kind) {
    case "passFail":
      return [
        text(SCHEMA.positive, "Word for pass", { initial: "Pass", maxLength: 64 }),
        text(SCHEMA.negative, "Word for fail", { initial: "Fail", maxLength: 64 }),
      ];
    case "categorical":
    case "categoricalList":
      return [
        text(SCHEMA.options, "Options", { hint: "One per line, at least two.", multiline: true }),
      ];
    case "numeric":
      return [
        numberField(SCHEMA.min, "Smallest number", true),
        numberField(SCHEMA.max, "Largest number", true),
      ];
    case "text":
      return [numberField(SCHEMA.maxLength, "Longest text, in characters", false)];
    case "textList":
      return [
        numberField(SCHEMA.maxLength, "Longest entry, in characters", false),
        numberField(SCHEMA.maxCount, "Most entries", false),
      ];
  }
}

function commentsField(): KnownBlock {
  const choice: PlainTextOption = option("Reviewers may add a comment", "comments");
  return input({
    blockId: SCHEMA.comments,
    label: "Comments",
    optional: true,
    element: { type: "checkboxes", action_id: "value", options: [choice] },
  });
}

function text(
  blockId: string,
  label: string,
  more: {
    readonly hint?: string;
    readonly optional?: boolean;
    readonly multiline?: boolean;
    readonly initial?: string;
    readonly maxLength?: number;
  } = {},
): KnownBlock {
  return input({
    blockId,
    label,
    hint: more.hint,
    optional: more.optional ?? false,
    element: {
      type: "plain_text_input",
      action_id: "value",
      ...(more.multiline === true ? { multiline: true } : {}),
      ...(more.initial === undefined ? {} : { initial_value: more.initial }),
      ...(more.maxLength === undefined ? {} : { max_length: more.maxLength }),
    },
  });
}

function numberField(blockId: string, label: string, isDecimalAllowed: boolean): KnownBlock {
  return input({
    blockId,
    label,
    optional: true,
    element: { type: "number_input", action_id: "value", is_decimal_allowed: isDecimalAllowed },
  });
}

/** The preview, on top of the form. It asks nothing; Slack wants a submit button wherever there are fields. */
export function previewModal(preview: SchemaPreview): ModalView {
  return modal({
    callbackId: SCHEMA.previewCallback,
    title: "Preview",
    submit: "Back to the form",
    blocks:
      preview.kind === "schema"
        ? [
            section(plainText("This is how reviewers will see it:")),
            ...renderSchemaPreview(preview.schema),
          ]
        : [section(plainText(preview.sentences.join("\n")))],
  });
}
