import { z } from "zod";

// The parts of MLflow's answers that the set-up and the checks read.

const id = z.string().min(1);
export const ExperimentCreated = z.object({ experiment_id: id });
export const SchemaCreated = z.object({ label_schema: z.object({ schema_id: id }) });
export const DatasetCreated = z.object({ dataset: z.object({ dataset_id: id }) });

const page = { next_page_token: z.string().optional() };
export const Queues = z.object({
  review_queues: z
    .array(
      z.object({
        queue_id: id,
        users: z.array(z.string()).default([]),
        schema_ids: z.array(z.string()).default([]),
      }),
    )
    .default([]),
});
export const QueueItems = z.object({
  items: z.array(z.object({ item_id: id, status: z.string() })).default([]),
  ...page,
});

const Assessment = z.object({
  assessment_name: z.string(),
  source: z.object({ source_type: z.string(), source_id: z.string() }),
  feedback: z.object({ value: z.unknown() }).optional(),
  expectation: z.object({ value: z.unknown() }).optional(),
  valid: z.boolean().default(true),
});
export const TraceSearch = z.object({
  traces: z
    .array(z.object({ trace_id: id, assessments: z.array(Assessment).default([]) }))
    .default([]),
  ...page,
});
export type FoundTrace = z.infer<typeof TraceSearch>["traces"][number];

/** `records` is a JSON text in the JSON. */
export const RecordsPage = z.object({ records: z.string().default("[]"), ...page });
export const Records = z.array(
  z.object({
    inputs: z.record(z.string(), z.unknown()),
    expectations: z.record(z.string(), z.unknown()).default({}),
  }),
);
export type StoredRecord = z.infer<typeof Records>[number];
