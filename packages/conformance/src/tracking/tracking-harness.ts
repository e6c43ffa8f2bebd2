import type { ExperimentId, RunId, TraceId, Tracking } from "@labeldesk/core";

/** A step below the root of a trace to make. */
export interface NewSpan {
  readonly name: string;
  /** Span type, such as `TOOL`. */
  readonly type?: string;
}

/** A trace to make. Inputs and outputs are exact JSON texts, so that `1.0` and integers beyond 2^53 stay what they are. */
export interface NewTrace {
  /** The root span's name; default: any. */
  readonly name?: string;
  /** The root span's type; default: any. */
  readonly type?: string;
  /** The root span's inputs; absent means that none were recorded. */
  readonly inputs?: string;
  readonly outputs?: string;
  /** How the root span ended; default `ok`. `inProgress`: it has not, so it has no end and the trace no duration. */
  readonly state?: "ok" | "error" | "inProgress";
  /** When the root span began, in milliseconds since the Unix epoch; default: now. */
  readonly requestTimeMs?: number;
  /** How long the root span took; default: any. */
  readonly durationMs?: number;
  readonly tags?: Readonly<Record<string, string>>;
  /** The conversation that the trace belongs to: its metadata `mlflow.trace.session`. */
  readonly sessionId?: string;
  /** Children of the root, in order; default: none. */
  readonly children?: readonly NewSpan[];
}

/** A tracking store under test, and what only its other users can do to it. A plain object: the suites spread it. */
export interface TrackingHarness {
  readonly tracking: Tracking;
  /** Makes an empty experiment; `name` is used as it is. Default: a name not used before. */
  readonly createExperiment: (name?: string) => Promise<ExperimentId>;
  /** Makes a trace that can be read when the promise is fulfilled. */
  readonly createTrace: (experimentId: ExperimentId, trace: NewTrace) => Promise<TraceId>;
  /** Deletes a trace for good, as somebody may do in the tracking store itself. */
  readonly deleteTrace: (experimentId: ExperimentId, traceId: TraceId) => Promise<void>;
  /** Makes a run that is no labeling session. */
  readonly createRun: (experimentId: ExperimentId) => Promise<RunId>;
  /** Ends what the harness opened. */
  readonly close: () => Promise<void>;
}

/**
 * What the suite of some ports needs of a {@link TrackingHarness}: these ports, ways to make experiments and to close,
 * and the further ways named.
 */
export type HarnessOf<
  Ports extends keyof Tracking,
  Ways extends Exclude<keyof TrackingHarness, "tracking"> = never,
> = { readonly tracking: Pick<Tracking, Ports> } & Pick<
  TrackingHarness,
  "createExperiment" | "close" | Ways
>;

/** A store to put through the suite of a port. */
export interface PortSuite<Harness> {
  /** Shown in the report, such as `mlflow on postgresql`. */
  readonly name: string;
  /** Why the suites cannot run here; they are reported as skipped then. */
  readonly skip?: string;
  /** Opens the store; called once per port, so one server may serve them all. It need not be empty. */
  readonly open: () => Promise<Harness>;
}

/** An adapter to put through the suites of all tracking ports. */
export type TrackingSuite = PortSuite<TrackingHarness>;
