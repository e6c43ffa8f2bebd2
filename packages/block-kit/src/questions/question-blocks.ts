import type { Answer, LabelSchema } from "@labeldesk/core";
import type { KnownBlock } from "@slack/types";
import { blockId, type Surface } from "../block-id.js";
import { input, richText } from "../blocks/blocks.js";
import { SLACK_LIMITS } from "../limits.js";
import { richSection, text } from "../rich-text/elements.js";
import { cutPosition } from "../text/cut-text.js";
import { amount, counted } from "../text/words.js";
import { choiceTexts, needsList } from "./choice-options.js";
import { commentField, control, isNumberChoice } from "./controls.js";
import { commentPrefill, fieldChars, typedPrefill, type TypedPrefill } from "./prefill.js";
import { rangeWords } from "./typed-values.js";

/** Which rendering the questions belong to, and what they hold already. */
export interface QuestionsContext {
  readonly surface: Surface;
  readonly render: number;
  readonly ref: string;
  readonly prefill?: readonly Answer[] | undefined;
  /** Longer earlier texts are shown, not edited. Default: what Slack takes. */
  readonly maxEditableChars?: number;
}

/** How much of an earlier answer is shown that cannot be edited. */
const UNEDITABLE_CHARS = 500;

/** All the questions with their fields; any may stay open, but not the only one. */
export function questionBlocks(
  schemas: readonly LabelSchema[],
  rendering: QuestionsContext,
): readonly KnownBlock[] {
  return schemas.flatMap((schema, index) =>
    oneQuestion(schema, index, schemas.length > 1, rendering),
  );
}

function oneQuestion(
  schema: LabelSchema,
  index: number,
  optional: boolean,
  {
    surface,
    render,
    ref,
    prefill = [],
    maxEditableChars = SLACK_LIMITS.inputValue,
  }: QuestionsContext,
): readonly KnownBlock[] {
  const answer = prefill.find(({ name }) => name === schema.name);
  const key = { surface, index, render, ref };
  const controlContext = { surface, answer, optional };
  const typed = isNumberChoice(schema, controlContext)
    ? { kind: "none" as const }
    : typedPrefill(schema, answer, maxEditableChars);
  const comment = commentPrefill(answer, maxEditableChars);
  return [
    ...optionList(schema),
    ...fieldOrText(schema.title, typed, (label) =>
      input({
        blockId: blockId({ ...key, part: "question" }),
        label,
        hint: hint(schema, surface),
        // Slack holds back a form until required fields are filled; a message it never checks, and would only add "(optional)".
        optional: optional && surface === "modal",
        element: control(schema, controlContext, typed),
      }),
    ),
    ...(schema.enableComment
      ? fieldOrText("Why?", comment, (label) =>
          input({
            blockId: blockId({ ...key, part: "comment" }),
            label,
            optional: true,
            element: commentField(comment),
          }),
        )
      : []),
  ];
}

function fieldOrText(
  label: string,
  typed: TypedPrefill,
  field: (label: string) => KnownBlock,
): readonly KnownBlock[] {
  if (typed.kind !== "uneditable") return [field(label)];
  const shown = typed.value.slice(0, cutPosition(typed.value, UNEDITABLE_CHARS));
  const size = counted(typed.value.length, "character");
  const cut =
    shown.length < typed.value.length ? `Showing ${amount(shown.length)} of ${size}. ` : "";
  const note = `${cut}This answer does not fit a Slack field. It stays as it is; change it in MLflow.`;
  // One block, as a field is: the form's count of blocks must not depend on the answers.
  return [
    richText([
      richSection([
        ...text(label, { bold: true }),
        ...text(`\n${shown}\n`),
        ...text(note, { italic: true }),
      ]),
    ]),
  ];
}

/** Options that are too long for Slack's fields, in full and numbered as in the field. */
function optionList(schema: LabelSchema): readonly KnownBlock[] {
  const texts = choiceTexts(schema);
  if (!needsList(texts)) return [];
  const list = texts.map((option, index) => `${index + 1}. ${option}`).join("\n");
  return [richText([richSection([...text(schema.title, { bold: true }), ...text(`\n${list}`)])])];
}

/** The instruction, and the rule of the field where its look does not say it. */
function hint(schema: LabelSchema, surface: Surface): string | undefined {
  const rule = fieldRule(schema, surface);
  const words = [schema.instruction, rule].filter((word) => word !== undefined && word !== "");
  return words.length > 0 ? words.join(" ") : undefined;
}

function fieldRule(schema: LabelSchema, surface: Surface): string | undefined {
  const { input: kind } = schema;
  switch (kind.kind) {
    case "passFail":
    case "categorical":
      return undefined;
    case "categoricalList":
      return "Any number of them.";
    case "numeric":
      return surface === "message" && choiceTexts(schema).length > 0
        ? undefined
        : `A number${rangeWords(kind)}.`;
    case "text":
      return textRule(schema, kind.maxLength);
    case "textList":
      return listRule(kind);
  }
}

function textRule(schema: LabelSchema, maxLength: number | undefined): string {
  const limit = `Up to ${amount(fieldChars(schema))} characters`;
  return maxLength !== undefined && maxLength <= SLACK_LIMITS.inputValue
    ? `${limit}.`
    : `${limit} fit here; a longer text can be given in MLflow.`;
}

function listRule({
  maxCount,
  maxLengthEach,
}: {
  readonly maxCount?: number | undefined;
  readonly maxLengthEach?: number | undefined;
}): string {
  const rules = [
    ...(maxCount === undefined ? [] : [`up to ${counted(maxCount, "line")}`]),
    ...(maxLengthEach === undefined ? [] : [`up to ${counted(maxLengthEach, "character")} each`]),
    `${amount(SLACK_LIMITS.inputValue)} characters in all`,
  ];
  return `One per line; ${rules.join(", ")}.`;
}
