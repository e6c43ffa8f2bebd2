import { SchemaId } from "@labeldesk/core";
import type { SchemaInput, StoredLabelSchema } from "@labeldesk/core";
import { z } from "zod";
import { NextPage, listOf } from "../wire/page.js";
import { readExtras } from "./schema-extras.js";
import type { SchemaExtras } from "./schema-extras.js";
import { WireInput, fromWireInput } from "./wire-input.js";

/** A label schema as MLflow answers it. */
export const WireSchema = z.looseObject({
  schema_id: z.string().min(1),
  experiment_id: z.string().min(1),
  name: z.string(),
  type: z.enum(["FEEDBACK", "EXPECTATION"]),
  instruction: z.string().optional(),
  enable_comment: z.boolean().default(false),
  input: WireInput,
  is_default: z.boolean().default(false),
});
export type WireSchema = z.output<typeof WireSchema>;

export const SchemaAnswer = z.looseObject({ label_schema: WireSchema });
export const SchemasAnswer = NextPage.extend({ label_schemas: listOf(WireSchema) }).loose();

/** The domain's schema; `undefined` for MLflow's default question and for inputs that this version does not know. */
export function decodeSchema(
  wire: WireSchema,
  extrasText: string | undefined,
): StoredLabelSchema | undefined {
  const extras = readExtras(extrasText, wire.input);
  const input = withOrder(extras.input ?? fromWireInput(wire.input), extras);
  if (wire.is_default || input === undefined) return undefined;
  return {
    schemaId: SchemaId.parse(wire.schema_id),
    name: wire.name,
    type: wire.type === "EXPECTATION" ? "expectation" : "feedback",
    title: extras.title ?? wire.name,
    ...(wire.instruction ? { instruction: wire.instruction } : {}),
    input,
    enableComment: wire.enable_comment,
  };
}

function withOrder(
  input: SchemaInput | undefined,
  { ordered }: SchemaExtras,
): SchemaInput | undefined {
  return input?.kind === "categorical" && ordered !== undefined ? { ...input, ordered } : input;
}
