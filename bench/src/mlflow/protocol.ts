import { z } from "zod";

/** A question of the session, with the id of its label schema. */
export interface Question {
  readonly name: string;
  readonly type: "feedback" | "expectation";
  readonly schemaId: string;
}

/** What every reviewer answers about a trace, by question. */
export type Values = Readonly<Record<string, boolean | string>>;

/** The work that a contestant is given, in an experiment of its own. */
export interface Task {
  readonly url: string;
  readonly experimentId: string;
  readonly sessionName: string;
  readonly questions: readonly Question[];
  /** E-mails. */
  readonly reviewers: readonly string[];
  readonly traces: readonly { readonly traceId: string; readonly values: Values }[];
}

/** How the floor sends the requests of a step that do not depend on each other. */
export interface Sending {
  readonly connections: "kept" | "fresh";
  readonly concurrency: number;
}

/**
 * One step of the work. `connect`: the first answer of the server; `create`: the session with all its traces; `read`: its
 * traces with spans; `label`: everybody's answers, and every item complete; `progress`: who answered how many, read
 * from the server; `sync`: the expectations into a dataset.
 */
export interface Step {
  readonly kind: "connect" | "create" | "read" | "label" | "progress" | "sync";
  /** `sync` only. `isWarm`: it was synced before, and nothing changed. */
  readonly datasetId?: string;
  readonly isWarm?: boolean;
  /** The floor only. */
  readonly sending?: Sending;
  /** `label` only: so many traces; absent: all. */
  readonly traces?: number;
}

/** What a contestant says of a step that is done. `outcome`: figures that only the right result has. */
export const StepAnswer = z.object({
  seconds: z.number(),
  /** User and system time of its process. */
  cpuSeconds: z.number(),
  /** The most memory that its process held until then. */
  peakMiB: z.number(),
  outcome: z.record(z.string(), z.union([z.number(), z.string()])),
});
export type StepAnswer = z.infer<typeof StepAnswer>;
export type Outcome = StepAnswer["outcome"];
