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
  /** By its exact name; `undefined` when there is none. */
  findExperimentByName(name: string, options?: CallOptions): Promise<Experiment | undefined>;
  /** Experiments whose name contains `text` (any case), the last changed first; an empty text finds all. At most `limit`. */
  searchExperiments(
    text: string,
    limit: number,
    options?: CallOptions,
  ): Promise<readonly Experiment[]>;
}

/**
 * What granting came to. `noPermissions`: the server has none. `notAllowed`: it has, but this program's account may not give
 * them. `unknownUsers` have no account on the server.
 */
export type GrantOutcome =
  | { readonly kind: "noPermissions" }
  | { readonly kind: "notAllowed" }
  | {
      readonly kind: "granted";
      readonly users: readonly ReviewerEmail[];
      readonly unknownUsers: readonly ReviewerEmail[];
    };

/**
 * What taking access back came to. `notAllowed`: nothing was taken, since this program's account may not do so, or may not see
 * what people have. `users` have no right to edit of their own any more, nor need they have had one; `keptUsers` manage the
 * experiment and go on doing so; `unknownUsers` have no account there. A server's administrator may do everything without.
 */
export type RevokeOutcome =
  | { readonly kind: "noPermissions" }
  | { readonly kind: "notAllowed" }
  | {
      readonly kind: "revoked";
      readonly users: readonly ReviewerEmail[];
      readonly keptUsers: readonly ReviewerEmail[];
      readonly unknownUsers: readonly ReviewerEmail[];
    };

/** Gives assigned users what they need on an experiment; says plainly when the server has no permissions. */
export interface ExperimentAccess {
  /** Lets the users change the experiment; nobody loses anything. Users without an account are named, not refused. */
  grantEdit(
    experimentId: ExperimentId,
    users: readonly ReviewerEmail[],
    options?: CallOptions,
  ): Promise<GrantOutcome>;
  /**
   * Takes the right to edit back, whoever gave it: stores cannot tell who did. Never more than that: whoever manages the
   * experiment goes on doing so, and what everybody may do, such as reading, everybody still may.
   */
  revokeEdit(
    experimentId: ExperimentId,
    users: readonly ReviewerEmail[],
    options?: CallOptions,
  ): Promise<RevokeOutcome>;
}
