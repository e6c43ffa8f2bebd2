import type { Dataset } from "../dataset.js";
import type { DatasetId, ExperimentId, ItemId, ReviewerEmail, RunId, TraceId } from "../ids.js";
import type { Item, ItemState } from "../item.js";
import type { LabelSchema, StoredLabelSchema } from "../label-schema.js";
import type { LabelingSession, NewLabelingSession } from "../labeling-session.js";
import type { LabelSchemaChanges } from "../ports/label-schema-store.js";
import type { LabelingSessionChanges } from "../session-changes.js";
import type { CallOptions } from "../ports/call-options.js";
import type { GrantOutcome, RevokeOutcome } from "../ports/experiment-store.js";
import type { QueueMirror } from "../ports/session-store.js";
import type { TraceSearch } from "../ports/trace-store.js";
import type { Tracking } from "../ports/tracking.js";
import type { LockStore } from "../ports/work-store.js";
import type { SyncPlan, SyncPolicies } from "../sync/sync-plan.js";
import type { TraceInfo } from "../trace.js";
import type { z } from "zod";

/** Traces to add: by id, as they were read, or by a search in the session's experiment. */
export type TraceSelection =
  | { readonly kind: "ids"; readonly traceIds: readonly TraceId[] }
  | { readonly kind: "traces"; readonly traces: readonly Pick<TraceInfo, "traceId">[] }
  | { readonly kind: "search"; readonly filter?: string; readonly newest: number };

/**
 * A trace of another experiment that was not added. `refused`: copies were not asked for; `in-progress`: it cannot be
 * copied before it has ended, try again then.
 */
export interface ForeignTrace {
  readonly traceId: TraceId;
  readonly experimentId: ExperimentId;
  /** Absent when the store does not let the caller read it. */
  readonly experimentName?: string;
  readonly reason: "refused" | "in-progress";
}

/** What adding traces came to. Each trace chosen is counted once: added, present, missing or foreign. */
export interface AddTracesReport {
  readonly added: readonly Item[];
  /** Were items of the session already. */
  readonly present: number;
  /** Ids that no trace has. */
  readonly missing: readonly TraceId[];
  readonly foreign: readonly ForeignTrace[];
  /** Traces of another experiment whose copies are items now, or were already. */
  readonly copied: readonly { readonly from: TraceId; readonly to: TraceId }[];
  /**
   * `manual` dealing: what the tags of added traces name besides the session's assigned users, as it is written there. An
   * e-mail among them gets its items once it is assigned.
   */
  readonly unknownReviewers: readonly string[];
}

/** How far an import is; `found` is unknown while a search still runs. */
export interface AddTracesProgress {
  readonly done: number;
  readonly found: number;
}

/** Which dataset to sync into: by id, or by name, created in the session's experiment when there is none. */
export type DatasetTarget =
  | { readonly kind: "id"; readonly datasetId: DatasetId }
  | { readonly kind: "name"; readonly name: string };

/**
 * A dataset record that did not become an item, with the reason. `foreign-trace`: its trace is in another experiment;
 * `record-missing`: the dataset has no record of that id.
 */
export interface RecordWithoutItem {
  readonly recordId: string;
  readonly traceId?: TraceId;
  readonly reason: "no-trace" | "trace-missing" | "foreign-trace" | "record-missing";
}

/** What adding a dataset came to. */
export interface AddDatasetReport extends AddTracesReport {
  readonly dataset: Dataset;
  /**
   * How many other datasets have the name that it was asked for by: of several it is the oldest of the session's experiment,
   * else the oldest.
   */
  readonly sameName: number;
  readonly without: readonly RecordWithoutItem[];
}

/** Which labels a sync takes, and what it does with them. */
export interface SyncOptions extends CallOptions {
  readonly policy?: SyncPolicies;
  /** Items in these states take part; default `pending` and `complete`. Excluded ones never do. */
  readonly states?: readonly Exclude<ItemState, "excluded">[];
  /**
   * What a sync compares with to find what is new; a preview always reads the dataset.
   *
   * - `lastSync` (default): a digest of what this session last wrote to this dataset; without one, everything settled is sent.
   *   What it costs does not grow with the dataset. It does not notice that somebody changed or deleted a record since.
   * - `dataset`: the dataset itself, read whole. It notices that, and what it writes is what a preview showed.
   */
  readonly compareWith?: "lastSync" | "dataset";
  /**
   * Sends everything settled without comparing: it sets right what others changed or deleted, with fresh provenance, and what
   * they added stays. Default: no.
   */
  readonly force?: boolean;
}

/** What a sync would do. `dataset` is absent when it does not exist yet. */
export interface SyncPreview {
  readonly plan: SyncPlan;
  readonly dataset: Dataset | undefined;
  /**
   * How many other datasets have the name that it was asked for by: of several it is the oldest of the session's experiment,
   * else the oldest.
   */
  readonly sameName: number;
}

/** What a sync did. */
export interface SyncReport extends Pick<SyncPlan, "conflicts" | "skipped" | "ignored"> {
  readonly dataset: Dataset;
  /**
   * How many other datasets have the name that it was asked for by: of several it is the oldest of the session's experiment,
   * else the oldest.
   */
  readonly sameName: number;
  /** As the store counts: records that were sent and not there yet. */
  readonly inserted: number;
  /** As the store counts: records that were sent and there already, changed or not. */
  readonly updated: number;
  /** Records that were not sent, since they are known to be as they should. */
  readonly unchanged: number;
  /** Records that another program overwrote twice while this sync wrote them: they are not as settled. */
  readonly overwritten: readonly SyncedRecord[];
  /** Records that the store does not take; all others were written. They are sent again next time. */
  readonly refused: readonly RefusedRecord[];
}

/** A record by what a person would look for. */
export interface SyncedRecord {
  readonly sourceTraceId: TraceId;
  readonly names: readonly string[];
}

/** A record whose content a store refused. `reason`: in the store's words, for a person. */
export interface RefusedRecord extends SyncedRecord {
  readonly reason: string;
}

/** A session whose people were set, and what that came to elsewhere. */
export interface AssignedSession {
  readonly session: LabelingSession;
  readonly access: GrantOutcome;
  /** Who of them sees the session in the store's own review pages: say so where some are left out. */
  readonly mirror: QueueMirror;
}

/** How people are assigned. */
export interface AssignUsersOptions extends CallOptions {
  /**
   * Takes the right to edit the experiment back from people who are not assigned any more. Default: no, since nobody can tell
   * whether it was given for this session. Those who answer, decide or lead in another active session of the experiment keep
   * it, and so do those who manage the experiment. Interrupted before that, people keep it: the next call removes nobody.
   */
  readonly revokeRemoved?: boolean;
}

/** What taking access back from removed people came to. `stillNeeded`: who has something else to do in the experiment. */
export type RevokedAccess = RevokeOutcome & { readonly stillNeeded: readonly ReviewerEmail[] };

/** A closed session, and what it still has to do. */
export interface ClosedSession {
  readonly session: LabelingSession;
  /** Items that do not have enough answers. */
  readonly pending: number;
  readonly complete: number;
  readonly excluded: number;
}

/** How a question of a session differs from the stored schema it was taken from. The session asks what it kept. */
export type SchemaDrift =
  | {
      readonly kind: "changed";
      readonly name: string;
      readonly stored: StoredLabelSchema;
      /** Options that the session offers and the stored schema has no more. */
      readonly lostOptions: readonly string[];
    }
  /** The answers keep the session's name. A schema may be renamed and changed. */
  | { readonly kind: "renamed"; readonly name: string; readonly stored: StoredLabelSchema }
  /** Deleted. */
  | { readonly kind: "missing"; readonly name: string };

/** What `mlflow.genai.labeling` and `mlflow.genai.label_schemas` offer in Python, on any tracking store. */
export interface Labeling {
  /**
   * Creates the schemas that are missing, the session, and access for its users. Stored schemas are never changed.
   *
   * @throws {LabelingError} INVALID_ARGUMENT; NOT_FOUND for the experiment or a schema given by name; CONFLICT when a schema
   *   is given whose stored namesake has another type or kind of input
   */
  createLabelingSession(
    session: Omit<z.input<typeof NewLabelingSession>, "labelSchemas"> & {
      /** Names of the experiment's schemas, or schemas. Built-ins and given ones are created where missing. */
      readonly labelSchemas: readonly (string | LabelSchema)[];
    },
    options?: CallOptions,
  ): Promise<AssignedSession>;
  /** Deleted sessions are found too: `lifecycle` says so. @throws {LabelingError} NOT_FOUND, also for a run that is no session */
  getLabelingSession(runId: RunId, options?: CallOptions): Promise<LabelingSession>;
  /** Newest first, over all the experiments given. */
  listLabelingSessions(
    experimentIds: readonly ExperimentId[],
    options?: CallOptions,
  ): Promise<readonly LabelingSession[]>;
  /** Those of exactly that name, newest first: several may have it. */
  findLabelingSessions(
    experimentIds: readonly ExperimentId[],
    name: string,
    options?: CallOptions,
  ): Promise<readonly LabelingSession[]>;
  /**
   * Changes what a lead decides: words, due date, who is away, labels per trace, dealing. One change at a time per session.
   *
   * @throws {LabelingError} INVALID_ARGUMENT; NOT_FOUND; CONFLICT for a deleted session
   */
  updateLabelingSession(
    runId: RunId,
    changes: Omit<LabelingSessionChanges, "state" | "assignedUsers" | "labelSchemas">,
    options?: CallOptions,
  ): Promise<LabelingSession>;
  /** Nothing more is offered; what is on offer may be answered. @throws {LabelingError} CONFLICT for a closed session */
  pauseLabelingSession(runId: RunId, options?: CallOptions): Promise<LabelingSession>;
  /** @throws {LabelingError} CONFLICT for a closed session */
  resumeLabelingSession(runId: RunId, options?: CallOptions): Promise<LabelingSession>;
  /** Ends it and says what is still open. Closing twice is no error. @throws {LabelingError} NOT_FOUND; CONFLICT for a deleted session */
  closeLabelingSession(runId: RunId, options?: CallOptions): Promise<ClosedSession>;
  /** Open again, whether it was closed or paused. */
  reopenLabelingSession(runId: RunId, options?: CallOptions): Promise<LabelingSession>;
  /** Deleting twice is no error; the traces and their assessments stay. Can be restored. @throws {LabelingError} NOT_FOUND */
  deleteLabelingSession(runId: RunId, options?: CallOptions): Promise<void>;
  /** Takes a deletion back: the session is as it was before. @throws {LabelingError} NOT_FOUND */
  restoreLabelingSession(runId: RunId, options?: CallOptions): Promise<LabelingSession>;
  /** Adds the session's missing traces in batches; duplicates change nothing. */
  addTraces(
    runId: RunId,
    traces: TraceSelection,
    options?: AddTracesOptions,
  ): Promise<AddTracesReport>;
  /**
   * Adds the traces that the dataset's records were made from. Records without a trace that can be added are reported.
   *
   * @throws {LabelingError} NOT_FOUND for an unknown dataset
   */
  addDataset(
    runId: RunId,
    dataset: DatasetTarget,
    options?: AddDatasetOptions,
  ): Promise<AddDatasetReport>;
  /**
   * Gives items to people, in a session dealt `manual`; earlier assignees of these items are replaced.
   *
   * @throws {LabelingError} CONFLICT unless the session is dealt `manual`; INVALID_ARGUMENT naming people who are not assigned; NOT_FOUND
   */
  assignItems(
    runId: RunId,
    assignments: readonly {
      readonly itemId: ItemId;
      /** E-mails; nobody gives the item to whoever is free. */
      readonly reviewers: readonly string[];
    }[],
    options?: CallOptions,
  ): Promise<void>;
  /** Every item of the session, in the order in which they were added; read while it is consumed. */
  listItems(runId: RunId, options?: CallOptions): AsyncIterable<Item>;
  /** Counts matches, at most up to one page of 500. */
  countTraces(
    search: TraceSearch,
    options?: CallOptions,
  ): Promise<{ readonly count: number; readonly more: boolean }>;
  /**
   * Replaces the assigned users, or adds to them. E-mails are trimmed and put in lower case. `revoked` is there when
   * `revokeRemoved` asked for it.
   *
   * @throws {LabelingError} INVALID_ARGUMENT naming what is no e-mail; NOT_FOUND; CONFLICT for a deleted session
   */
  setAssignedUsers(
    runId: RunId,
    users: readonly string[],
    mode: "add" | "replace",
    options?: AssignUsersOptions,
  ): Promise<AssignedSession & { readonly revoked?: RevokedAccess }>;
  /** Reads labels and dataset, writes nothing. */
  previewSync(runId: RunId, target: DatasetTarget, options?: SyncOptions): Promise<SyncPreview>;
  /**
   * Writes what is new or changed, under the dataset's lock, and reads it back once: what another program overwrote meanwhile
   * is written again once, then reported. A second run sends nothing, unless `force`. Interrupted, it is completed by the next.
   *
   * @throws {LabelingError} NOT_FOUND; CONFLICT for a deleted session; UNAVAILABLE also when another sync holds the dataset for long
   */
  sync(runId: RunId, target: DatasetTarget, options?: SyncOptions): Promise<SyncReport>;

  /** How the questions of a session differ from the stored schemas; empty when they do not. */
  schemaDrift(runId: RunId, options?: CallOptions): Promise<readonly SchemaDrift[]>;
  /**
   * The session's questions take the stored schemas' words, options and limits; names stay, since the answers bear them.
   * Answers that chose an option which goes away count no more: that must be asked for with `evenIfOptionsGo`.
   *
   * @throws {LabelingError} CONFLICT when a stored schema is missing, of another type or kind, or lacks options that the session
   *   offers; NOT_FOUND for a name that the session does not ask
   */
  adoptSchemas(
    runId: RunId,
    names: readonly string[],
    options?: CallOptions & { readonly evenIfOptionsGo?: boolean },
  ): Promise<LabelingSession>;

  /**
   * With `overwrite`, a schema of that name gets new words, options and limits, or, when no active session asks it, is
   * replaced by one of another type or kind. A session asks what its snapshot was taken from, closed sessions too.
   *
   * @throws {LabelingError} INVALID_ARGUMENT; ALREADY_EXISTS unless `overwrite`; CONFLICT naming the active sessions that ask it,
   *   when overwriting would change type or kind of input, or take away options
   */
  createLabelSchema(
    experimentId: ExperimentId,
    schema: LabelSchema,
    options?: CallOptions & { readonly overwrite?: boolean },
  ): Promise<StoredLabelSchema>;
  /** @throws {LabelingError} NOT_FOUND */
  getLabelSchema(
    experimentId: ExperimentId,
    name: string,
    options?: CallOptions,
  ): Promise<StoredLabelSchema>;
  /** Every label schema of the experiment, in no promised order. */
  listLabelSchemas(
    experimentId: ExperimentId,
    options?: CallOptions,
  ): Promise<readonly StoredLabelSchema[]>;
  /**
   * Changes words, comments, options and limits. While an active session asks it, name and options stay; options may be
   * added. An absent field stays as it is.
   *
   * @throws {LabelingError} NOT_FOUND; INVALID_ARGUMENT, also for another kind of input; CONFLICT naming the active sessions that
   *   ask it; ALREADY_EXISTS for a name that is taken
   */
  updateLabelSchema(
    experimentId: ExperimentId,
    name: string,
    changes: LabelSchemaChanges,
    options?: CallOptions,
  ): Promise<StoredLabelSchema>;
  /**
   * Deleting what is gone is no error. Sessions keep their questions.
   *
   * @throws {LabelingError} CONFLICT naming the open and paused sessions that ask it, unless `evenIfAsked`
   */
  deleteLabelSchema(
    experimentId: ExperimentId,
    name: string,
    options?: CallOptions & { readonly evenIfAsked?: boolean },
  ): Promise<void>;
}

/** How traces are added. */
export interface AddTracesOptions extends CallOptions {
  /** Called after each batch; awaited, so that it may slow the adding down. */
  readonly onProgress?: (progress: AddTracesProgress) => void | Promise<void>;
  /** Copies traces of other experiments into the session's, instead of refusing them. Default: no. */
  readonly copyForeign?: boolean;
}

/** How a dataset is added. */
export interface AddDatasetOptions extends AddTracesOptions {
  /** Only these records; absent: all. */
  readonly recordIds?: readonly string[];
}

/** What {@link createLabeling} needs. `locks` default to in-process ones. */
export interface LabelingOptions {
  readonly tracking: Tracking;
  readonly locks?: LockStore;
}
