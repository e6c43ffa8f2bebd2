import { z } from "zod";
import { cleanText } from "./answer/clean-text.js";
import type { SchemaId } from "./ids.js";

// Cleaned as answers are: an option that differs from every answer could not be chosen.
const label = z.string().transform(cleanText).pipe(z.string().min(1));
const distinct = (options: readonly string[]) => new Set(options).size === options.length;
const options = z.array(label).min(2).refine(distinct, { error: "must not repeat an option" });

/** Two answers with the names that the team uses; the value is `true` for the positive one. */
export const PassFailInput = z.object({
  kind: z.literal("passFail"),
  positiveLabel: label.default("Pass"),
  negativeLabel: label.default("Fail"),
});

/**
 * Exactly one of the options; the value is its text. `ordered` says that the options go from least to most (or back), so that
 * agreement counts how far two answers are apart; absent means they are only different.
 */
export const CategoricalInput = z.object({
  kind: z.literal("categorical"),
  options,
  ordered: z.boolean().optional(),
});

/** Any of the options, at least one; the value is the list of their texts in the schema's order. */
export const CategoricalListInput = z.object({ kind: z.literal("categoricalList"), options });

/** A number; bounds are inclusive, an absent one is no bound. */
export const NumericInput = z
  .object({ kind: z.literal("numeric"), min: z.number().optional(), max: z.number().optional() })
  .refine(({ min, max }) => min === undefined || max === undefined || min <= max, {
    error: "the smallest value must not be above the largest",
  });

/** A text; `maxLength` in characters (UTF-16 code units, as Slack and MLflow's Review tab count). */
export const TextInput = z.object({
  kind: z.literal("text"),
  maxLength: z.int().positive().optional(),
});

/** Several short texts, such as facts; limits in characters and entries. */
export const TextListInput = z.object({
  kind: z.literal("textList"),
  maxLengthEach: z.int().positive().optional(),
  maxCount: z.int().positive().optional(),
});

/** How a question is answered. */
export const SchemaInput = z.discriminatedUnion("kind", [
  PassFailInput,
  CategoricalInput,
  CategoricalListInput,
  NumericInput,
  TextInput,
  TextListInput,
]);
export type SchemaInput = z.infer<typeof SchemaInput>;
/** Which kind of input a question has. */
export type SchemaInputKind = SchemaInput["kind"];

/** What may be chosen; nothing where the input has no options. */
export function optionsOf(input: SchemaInput): readonly string[] {
  return input.kind === "categorical" || input.kind === "categoricalList" ? input.options : [];
}

/** One question of a labeling session. Its name becomes the name of the assessments that answer it. */
export const LabelSchema = z.object({
  /** At most 250 characters, as MLflow stores it. */
  name: z.string().trim().min(1).max(250),
  type: z.enum(["feedback", "expectation"]),
  /** What the reviewer reads. */
  title: z.string().trim().min(1).max(1000),
  instruction: z.string().trim().min(1).max(1000).optional(),
  input: SchemaInput,
  /** Whether a reviewer may add a comment to the answer. */
  enableComment: z.boolean().default(false),
});
export type LabelSchema = z.infer<typeof LabelSchema>;

/** A label schema as a store holds it. */
export interface StoredLabelSchema extends LabelSchema {
  readonly schemaId: SchemaId;
}
