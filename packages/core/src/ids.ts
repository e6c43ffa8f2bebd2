import { z } from "zod";

/** Identifies an experiment in the tracking store. Opaque. */
export const ExperimentId = z.string().min(1).brand<"ExperimentId">();
export type ExperimentId = z.infer<typeof ExperimentId>;

/** Identifies a labeling session everywhere: on MLflow, the id of its run. Opaque. */
export const RunId = z.string().min(1).brand<"RunId">();
export type RunId = z.infer<typeof RunId>;

/** Identifies one trace in whichever store holds it. Opaque: never parse its text. */
export const TraceId = z.string().min(1).brand<"TraceId">();
export type TraceId = z.infer<typeof TraceId>;

/** Identifies one item within its session. Opaque; an adapter may or may not reuse the trace's id. */
export const ItemId = z.string().min(1).brand<"ItemId">();
export type ItemId = z.infer<typeof ItemId>;

/** Identifies a stored label schema. Opaque. */
export const SchemaId = z.string().min(1).brand<"SchemaId">();
export type SchemaId = z.infer<typeof SchemaId>;

/** Identifies an assessment on a trace. Chosen by the writer, so that writing twice is recognisable. At most 50 characters. */
export const AssessmentId = z.string().min(1).max(50).brand<"AssessmentId">();
export type AssessmentId = z.infer<typeof AssessmentId>;

/** Identifies an evaluation dataset. Names of datasets are not unique; ids are. */
export const DatasetId = z.string().min(1).brand<"DatasetId">();
export type DatasetId = z.infer<typeof DatasetId>;

/**
 * A reviewer: an e-mail address, trimmed and in lower case, so that two spellings are one person.
 *
 * @example ReviewerEmail.parse("  Ana@Example.com ") === "ana@example.com"
 */
export const ReviewerEmail = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email({ error: "must be an e-mail address" }).max(250))
  .brand<"ReviewerEmail">();
export type ReviewerEmail = z.infer<typeof ReviewerEmail>;
