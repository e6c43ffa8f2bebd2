import type { SchemaInput, SchemaInputKind } from "@labeldesk/core";
import { z } from "zod";

// MLflow's limits of label schema inputs (`mlflow.genai.label_schemas`, 3.14 to 3.17).
const MAX_OPTIONS = 10;
const MAX_WORD = 64;

/** How MLflow asks a question: exactly one of these. */
export const WireInput = z.looseObject({
  pass_fail: z.looseObject({ positive_label: z.string(), negative_label: z.string() }).optional(),
  categorical: z
    .looseObject({ options: z.array(z.string()), multi_select: z.boolean().default(false) })
    .optional(),
  numeric: z
    .looseObject({ min_value: z.number().optional(), max_value: z.number().optional() })
    .optional(),
  text: z.looseObject({ max_length: z.coerce.number().optional() }).optional(),
});
export type WireInput = z.output<typeof WireInput>;

/** Characters as Python counts them: code points. */
function fits(word: string): boolean {
  return [...word].length <= MAX_WORD;
}

/**
 * The input as MLflow can ask it. What it cannot express is asked as nearly as it can: a list of texts, and choices
 * that are too many or too long, as a text; labels that are too long as pass and fail; bounds that it refuses as none.
 *
 * @param present what MLflow has; its variant cannot change any more
 */
export function toWireInput(input: SchemaInput, present?: WireInput): WireInput {
  switch (input.kind) {
    case "passFail":
      return { pass_fail: passFail(input) };
    case "categorical":
    case "categoricalList":
      return choice(input, present);
    case "numeric":
      return { numeric: bounds(input) };
    case "text":
      return { text: input.maxLength === undefined ? {} : { max_length: input.maxLength } };
    case "textList":
      return { text: {} };
  }
}

function passFail({ positiveLabel, negativeLabel }: SchemaInput & { kind: "passFail" }) {
  return fits(positiveLabel) && fits(negativeLabel) && positiveLabel !== negativeLabel
    ? { positive_label: positiveLabel, negative_label: negativeLabel }
    : { positive_label: "Pass", negative_label: "Fail" };
}

function choice(
  { kind, options }: SchemaInput & { kind: "categorical" | "categoricalList" },
  present: WireInput | undefined,
): WireInput {
  if (present?.text !== undefined) return { text: {} };
  const fitting = options.filter(fits).slice(0, MAX_OPTIONS);
  const multi_select = kind === "categoricalList";
  if (fitting.length === options.length) return { categorical: { options: fitting, multi_select } };
  if (present?.categorical === undefined) return { text: {} };
  // It was a choice and has to stay one: MLflow's own page then offers the options that it can.
  const offered = fitting.length > 0 ? fitting : present.categorical.options;
  return { categorical: { options: offered, multi_select } };
}

function bounds({ min, max }: SchemaInput & { kind: "numeric" }) {
  if (min !== undefined && max !== undefined && min >= max) return {};
  return {
    ...(min === undefined ? {} : { min_value: min }),
    ...(max === undefined ? {} : { max_value: max }),
  };
}

/** The input as MLflow tells it; `undefined` for one that this version does not know. */
export function fromWireInput(wire: WireInput): SchemaInput | undefined {
  const { pass_fail, categorical, numeric, text } = wire;
  if (pass_fail !== undefined) {
    const { positive_label: positiveLabel, negative_label: negativeLabel } = pass_fail;
    return { kind: "passFail", positiveLabel, negativeLabel };
  }
  if (categorical !== undefined) {
    const kind = categorical.multi_select ? "categoricalList" : "categorical";
    return { kind, options: categorical.options };
  }
  if (numeric !== undefined) {
    const { min_value: min, max_value: max } = numeric;
    return {
      kind: "numeric",
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
    };
  }
  if (text !== undefined) {
    const { max_length: maxLength } = text;
    return { kind: "text", ...(maxLength === undefined ? {} : { maxLength }) };
  }
  return undefined;
}

/** Whether an input of this kind can have been stored as that: guards against a tag that belongs to something else. */
export function canStandFor(wire: WireInput, kind: SchemaInputKind): boolean {
  const stored = fromWireInput(wire)?.kind;
  return stored === kind || (stored === "text" && kind !== "passFail" && kind !== "numeric");
}
