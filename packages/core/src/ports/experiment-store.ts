import type { ExperimentId, ReviewerEmail } from "../ids.js";
import type { CallOptions } from "./call-options.js";

/** An experiment: the container of traces, label schemas and sessions. */
export interface Experiment {
  readonly experimentId: ExperimentId;
  readonly name: string;
}

/** Holds experiments. Deleted ones do not show. */
export interface ExperimentStore {
  /** @throws {LabelingError} NOT_FOUND */
  getExperiment(experimentId: ExperimentId, options?: CallOptions): Promise<Experiment>;
  findExperimentByName(name: string, options?: CallOptions): Promise<Experiment | undefined>;
  /** Experiments whose name contains `text` (any case), the last changed first; an empty text finds all. At most `limit`. */
  searchExperiments(
    text: string,
    limit: number,
    options?: CallOptions,
  ): Promise<readonly Experiment[]>;
}

/** What granting came to. `unknownUsers` have no account on the server. */
export type GrantOutcome =
  | { readonly kind: "noPermissions" }
  | {
      readonly kind: "granted";
      readonly users: readonly ReviewerEmail[];
      readonly unknownUsers: readonly ReviewerEmail[];
    };

/** Gives assigned users what they need on an experiment; says plainly when the server has no permissions. */
export interface ExperimentAccess {
  grantEdit(
    experimentId: ExperimentId,
    users: readonly ReviewerEmail[],
    options?: CallOptions,
  ): Promise<GrantOutcome>;
}
