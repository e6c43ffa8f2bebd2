import { z } from "zod";
import { NextPage, listOf } from "../wire/page.js";

/** The newest value of a metric; `timestamp` in milliseconds. What is no number comes as its name, such as `NaN`. */
export const RunMetric = z.looseObject({
  key: z.string(),
  value: z.union([z.number(), z.bigint(), z.string()]).default(0).transform(Number),
  timestamp: z.coerce.number().default(0),
});
export type RunMetric = Pick<z.output<typeof RunMetric>, "key" | "value" | "timestamp">;

/** A run as MLflow answers it. */
export const WireRun = z.looseObject({
  info: z.looseObject({
    run_id: z.string().min(1),
    experiment_id: z.string().min(1),
    run_name: z.string().default(""),
    status: z.string().default("RUNNING"),
    start_time: z.coerce.number().default(0),
    lifecycle_stage: z.string().default("active"),
  }),
  data: z
    .looseObject({
      tags: listOf(z.looseObject({ key: z.string(), value: z.string().default("") })),
      metrics: listOf(RunMetric),
    })
    .default({ tags: [], metrics: [] }),
});
export type WireRun = z.output<typeof WireRun>;

export const RunAnswer = z.looseObject({ run: WireRun });
export const RunsAnswer = NextPage.extend({ runs: listOf(WireRun) }).loose();

/** A run's tags by key. */
export function tagsOf(run: WireRun): ReadonlyMap<string, string> {
  return new Map(run.data.tags.map(({ key, value }) => [key, value]));
}
