import type { Answer, AnswerProblem, AnswerValue, LabelSchema } from "@labeldesk/core";
import { INPUTS } from "../action-ids.js";
import { parseBlockId, type Surface } from "../block-id.js";
import { oneLine } from "../text/cut-text.js";
import { amount, counted } from "../text/words.js";
import { choiceTexts, NO_ANSWER } from "./choice-options.js";
import { parseLines, parseNumber, rangeWords } from "./typed-values.js";

/** What Slack says about one control; the part that is read here. */
export interface StateValue {
  readonly value?: string | null | undefined;
  readonly selected_option?: { readonly value?: string | undefined } | null | undefined;
  readonly selected_options?: readonly { readonly value?: string | undefined }[] | null | undefined;
}

/** `state.values` of a payload: by block id, then by action id. */
export type StateValues = Readonly<Record<string, Readonly<Record<string, StateValue>>>>;

/** An answer that cannot be taken. `message` quotes what was written; `blockId` is the field to show it at. */
export interface FieldProblem extends AnswerProblem {
  readonly blockId: string;
  /** As typed; absent when the problem is not about a text. */
  readonly written?: string;
}

/** What the fields of a card or form say. Questions left open are left out; whether anything was answered is the caller's to check. */
export interface ReadAnswers {
  readonly answers: readonly Answer[];
  readonly problems: readonly FieldProblem[];
}

/** One field: where it is, and what Slack says about it; `undefined` when the payload does not hold it. */
interface FieldState {
  readonly blockId: string;
  readonly surface: Surface;
  readonly state: StateValue | undefined;
}
/** `unchanged`: as it was rendered. */
type Reading =
  | { readonly kind: "unchanged" }
  | { readonly kind: "open" }
  | { readonly kind: "value"; readonly value: AnswerValue }
  | {
      readonly kind: "problem";
      readonly code: AnswerProblem["code"];
      readonly message: string;
      readonly written?: string;
    };

/**
 * Reads answers out of Slack's state, in the schemas' order. `prefill` must be what the card or form was rendered with: a
 * field that the payload does not mention is unchanged. So is an empty one in a message, where Slack says the same of a
 * prefilled field that nobody touched (slackapi/bolt-js#1073); in a form, empty means cleared.
 */
export function readAnswers(
  values: StateValues,
  schemas: readonly LabelSchema[],
  prefill: readonly Answer[] = [],
): ReadAnswers {
  const answers: Answer[] = [];
  const problems: FieldProblem[] = [];
  for (const [index, schema] of schemas.entries()) {
    const before = prefill.find(({ name }) => name === schema.name);
    const result = readOne(
      schema,
      before,
      findField(values, "question", index),
      findField(values, "comment", index),
    );
    if (result?.kind === "problem") problems.push(result.problem);
    else if (result !== undefined) answers.push(result.answer);
  }
  return { answers, problems };
}

/** Problems by block id, as `response_action: errors` of a form wants them. */
export function fieldErrors(problems: readonly FieldProblem[]): Record<string, string> {
  return Object.fromEntries(problems.map(({ blockId, message }) => [blockId, message]));
}

function readOne(
  schema: LabelSchema,
  before: Answer | undefined,
  field: FieldState,
  comment: FieldState,
) {
  const reading = readValue(schema, field);
  if (reading.kind === "problem") {
    const { kind: _, ...rest } = reading;
    return {
      kind: "problem" as const,
      problem: { name: schema.name, blockId: field.blockId, ...rest },
    };
  }
  const value =
    reading.kind === "unchanged"
      ? before?.value
      : reading.kind === "value"
        ? reading.value
        : undefined;
  const why = schema.enableComment ? readComment(before?.comment, comment) : undefined;
  if (value !== undefined)
    return {
      kind: "answer" as const,
      answer: { name: schema.name, value, ...(why !== undefined && { comment: why }) },
    };
  // What was typed must not get lost: a comment has no place without an answer. One that was there before goes with its answer.
  if (why === undefined || why === before?.comment) return undefined;
  const message = `"${schema.title}" has a comment but no answer. Give an answer, or empty the comment.`;
  const problem = {
    name: schema.name,
    code: "EMPTY" as const,
    message,
    blockId: comment.blockId,
    written: why,
  };
  return { kind: "problem" as const, problem };
}

function findField(values: StateValues, part: "question" | "comment", index: number): FieldState {
  for (const [blockId, controls] of Object.entries(values)) {
    const key = parseBlockId(blockId);
    if (key?.part !== part || key.index !== index) continue;
    const [actionId, state] = Object.entries(controls)[0] ?? [];
    const known = (Object.values(INPUTS) as string[]).includes(actionId ?? "");
    return {
      blockId,
      surface: key.surface,
      state: known ? { ...state, ...marked(actionId) } : undefined,
    };
  }
  return { blockId: "", surface: "modal", state: undefined };
}

/** Whether a number was chosen is in the action id alone: its value is then an index. */
function marked(actionId: string | undefined): { chosenNumber?: true } {
  return actionId === INPUTS.numberChoice ? { chosenNumber: true } : {};
}

function readComment(
  before: string | undefined,
  { surface, state }: FieldState,
): string | undefined {
  if (state === undefined || (isEmpty(state.value) && surface === "message")) return before;
  return isEmpty(state.value) ? undefined : (state.value ?? undefined);
}

function readValue(schema: LabelSchema, { surface, state }: FieldState): Reading {
  if (state === undefined) return { kind: "unchanged" };
  const empty: Reading = surface === "message" ? { kind: "unchanged" } : { kind: "open" };
  switch (schema.input.kind) {
    case "passFail":
    case "categorical":
      return readChoice(schema, state, empty);
    case "categoricalList":
      return readChoices(schema, state, empty);
    case "numeric":
      if ("chosenNumber" in state) return readChoice(schema, state, empty);
      return isEmpty(state.value) ? empty : readNumber(schema, schema.input, state.value ?? "");
    case "text":
      return isEmpty(state.value)
        ? empty
        : readText(schema, schema.input.maxLength, state.value ?? "");
    case "textList":
      return isEmpty(state.value) ? empty : readLines(schema, schema.input, state.value ?? "");
  }
}

function readChoice(
  schema: LabelSchema,
  { selected_option: selected }: StateValue,
  empty: Reading,
): Reading {
  if (selected?.value === undefined) return empty;
  if (selected.value === NO_ANSWER) return { kind: "open" };
  const text = choiceTexts(schema)[indexOf(selected.value)];
  if (text === undefined) return notAnOption(schema);
  switch (schema.input.kind) {
    case "passFail":
      return { kind: "value", value: indexOf(selected.value) === 0 };
    case "numeric":
      return { kind: "value", value: Number(text) };
    case "categorical":
    case "categoricalList":
    case "text":
    case "textList":
      return { kind: "value", value: text };
  }
}

function readChoices(
  schema: LabelSchema,
  { selected_options: selected }: StateValue,
  empty: Reading,
): Reading {
  if (!Array.isArray(selected)) return empty;
  const texts = choiceTexts(schema);
  const chosen = new Set(selected.map(({ value }) => indexOf(value)));
  if ([...chosen].some((index) => texts[index] === undefined)) return notAnOption(schema);
  if (chosen.size === 0) return { kind: "open" };
  return { kind: "value", value: texts.filter((_, index) => chosen.has(index)) };
}

function indexOf(value: string | undefined): number {
  return value !== undefined && /^\d{1,4}$/.test(value) ? Number(value) : -1;
}

function notAnOption(schema: LabelSchema): Reading {
  return {
    kind: "problem",
    code: "NOT_AN_OPTION",
    message: `"${schema.title}" has other options now. Open the card again and choose one of them.`,
  };
}

type Bounds = { readonly min?: number | undefined; readonly max?: number | undefined };

function readNumber(schema: LabelSchema, bounds: Bounds, written: string): Reading {
  const value = parseNumber(written);
  const { min = -Infinity, max = Infinity } = bounds;
  if (value !== undefined && value >= min && value <= max) return { kind: "value", value };
  const code = value === undefined ? "NOT_A_NUMBER" : "OUT_OF_RANGE";
  const message = `"${schema.title}" must be a number${rangeWords(bounds)} (you wrote "${oneLine(written, 60)}").`;
  return { kind: "problem", code, message, written };
}

function readText(schema: LabelSchema, maxLength: number | undefined, written: string): Reading {
  const { length } = written.trim();
  if (maxLength === undefined || length <= maxLength) return { kind: "value", value: written };
  const message = `"${schema.title}" may have ${counted(maxLength, "character")} (you wrote ${amount(length)}).`;
  return { kind: "problem", code: "TOO_LONG", message, written };
}

type ListLimits = {
  readonly maxCount?: number | undefined;
  readonly maxLengthEach?: number | undefined;
};

function readLines(
  schema: LabelSchema,
  { maxCount, maxLengthEach }: ListLimits,
  written: string,
): Reading {
  const lines = parseLines(written);
  if (maxCount !== undefined && lines.length > maxCount) {
    const message = `"${schema.title}" may have ${counted(maxCount, "line")} (you wrote ${amount(lines.length)}).`;
    return { kind: "problem", code: "TOO_MANY", message, written };
  }
  const long = lines.findIndex(
    ({ length }) => maxLengthEach !== undefined && length > maxLengthEach,
  );
  if (long === -1) return { kind: "value", value: lines };
  const limit = counted(maxLengthEach ?? 0, "character");
  const message = `"${schema.title}" may have ${limit} a line (line ${long + 1} has ${amount(lines[long]?.length ?? 0)}).`;
  return { kind: "problem", code: "TOO_LONG", message, written };
}

function isEmpty(value: string | null | undefined): boolean {
  return value === null || value === undefined || value.trim() === "";
}
