import { LabelingError, SchemaInput } from "@labeldesk/core";
import type { LabelSchema, SchemaId } from "@labeldesk/core";
import { z } from "zod";
import { canStandFor, fromWireInput } from "./wire-input.js";
import type { WireInput } from "./wire-input.js";

/** What an experiment's tag holds at most; MLflow refuses more. */
const MAX_TAG = 20_000;

/** What MLflow cannot express of a question, kept in a tag of the experiment. */
const SchemaExtras = z.object({
  title: z.string().optional(),
  input: SchemaInput.optional(),
  /** Whether the options that MLflow has go from least to most; apart, so that options changed in MLflow are seen. */
  ordered: z.boolean().optional(),
});
export type SchemaExtras = z.infer<typeof SchemaExtras>;

/** The key of the tag that holds a schema's extras. */
export function extrasKey(schemaId: SchemaId): string {
  return `labeldesk.schema.${schemaId}`;
}

/**
 * The tag's value, or `undefined` when MLflow expresses everything.
 *
 * @throws {LabelingError} INVALID_ARGUMENT when it does not fit into a tag
 */
export function extrasText(schema: LabelSchema, wire: WireInput): string | undefined {
  const { input } = schema;
  const expressed = JSON.stringify(fromWireInput(wire)) === JSON.stringify(expressible(input));
  const ordered = input.kind === "categorical" ? input.ordered : undefined;
  const extras: SchemaExtras = {
    ...(schema.title === schema.name ? {} : { title: schema.title }),
    ...(expressed ? {} : { input }),
    ...(expressed && ordered !== undefined ? { ordered } : {}),
  };
  if (Object.keys(extras).length === 0) return undefined;
  const text = JSON.stringify(extras);
  if (text.length > MAX_TAG) {
    throw new LabelingError(
      "INVALID_ARGUMENT",
      `The question "${schema.name}" is too long for MLflow: its options and texts need ${text.length} characters, ${MAX_TAG} is the most. Shorten or remove options.`,
    );
  }
  return text;
}

/** The input without what is kept apart, its fields in the order in which {@link fromWireInput} gives them. */
function expressible(input: SchemaInput): SchemaInput {
  if (input.kind === "passFail") {
    const { kind, positiveLabel, negativeLabel } = input;
    return { kind, positiveLabel, negativeLabel };
  }
  if (input.kind === "categorical") return { kind: input.kind, options: input.options };
  if (input.kind !== "numeric") return input;
  const { kind, min, max } = input;
  return {
    kind,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
}

/** Reads a tag's value; what is unreadable, or does not belong to what MLflow has, is left aside. */
export function readExtras(text: string | undefined, wire: WireInput): SchemaExtras {
  if (text === undefined) return {};
  const parsed = SchemaExtras.safeParse(parseOrUndefined(text));
  if (!parsed.success) return {};
  const { title, input, ordered } = parsed.data;
  return {
    ...(title === undefined ? {} : { title }),
    ...(input !== undefined && canStandFor(wire, input.kind) ? { input } : {}),
    ...(ordered === undefined ? {} : { ordered }),
  };
}

function parseOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
