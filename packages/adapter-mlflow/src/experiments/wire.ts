import { z } from "zod";
import { NextPage, listOf } from "../wire/page.js";

/** An experiment as MLflow answers it. */
export const WireExperiment = z.looseObject({
  experiment_id: z.string().min(1),
  name: z.string(),
  lifecycle_stage: z.string().default("active"),
  tags: listOf(z.looseObject({ key: z.string(), value: z.string().default("") })),
});
export type WireExperiment = z.infer<typeof WireExperiment>;

export const ExperimentAnswer = z.looseObject({ experiment: WireExperiment });
export const ExperimentsAnswer = NextPage.extend({ experiments: listOf(WireExperiment) }).loose();
