import { createHash } from "node:crypto";
import { LabelingError, LabelingSession, RunId } from "@labeldesk/core";
import type { NewLabelingSession } from "@labeldesk/core";
import { fromTagParts, toTagParts } from "./tag-parts.js";
import type { RunTag } from "./tag-parts.js";
import { tagsOf } from "./wire.js";
import type { RunMetric, WireRun } from "./wire.js";

/** MLflow's tag for the kind of a run; any value of ours is safe (its pages show it as a badge). */
const RUN_TYPE = { key: "mlflow.runType", value: "labeling" } as const;
const FIELDS = "labeldesk.session";
const CREATION_KEY = "labeldesk.creationKey";
const QUEUE_ID = "labeldesk.queueId";

/** A session, and what of its run belongs to this adapter. */
export interface SessionRun {
  readonly session: LabelingSession;
  /** The review queue that mirrors it; it may have been deleted meanwhile. */
  readonly queueId: string | undefined;
  readonly tags: ReadonlyMap<string, string>;
  /** By name. */
  readonly metrics: ReadonlyMap<string, RunMetric>;
}

/** Finds the runs that may be sessions. */
export const SESSION_FILTER = `tags.\`${RUN_TYPE.key}\` = '${RUN_TYPE.value}'`;

/** Finds the runs made with a creation key. */
export function creationKeyFilter(creationKey: string): string {
  return `${SESSION_FILTER} and tags.\`${CREATION_KEY}\` = '${hashOf(creationKey)}'`;
}

/** Finds the run that a queue was made for. */
export function queueFilter(queueId: string): string {
  return `${SESSION_FILTER} and tags.\`${QUEUE_ID}\` = '${queueId}'`;
}

/** A text that is the same for the same creation key, and safe in filters and names. */
export function hashOf(creationKey: string): string {
  return createHash("sha256").update(creationKey).digest("hex");
}

/** What the run says by itself. Everything else goes into the tags, so that no field of a session can be forgotten. */
const HELD_BY_RUN: ReadonlySet<string> = new Set<keyof LabelingSession>([
  "experimentId",
  "runId",
  "name",
  "state",
  "lifecycle",
  "createdAtMs",
]);

/**
 * The tags of a session's own fields: what the run's name, status and times do not say. Of the state that is only a
 * pause: for MLflow the run goes on.
 */
export function fieldTags(session: NewLabelingSession | LabelingSession): readonly RunTag[] {
  const own = Object.entries(session).filter(([field]) => !HELD_BY_RUN.has(field));
  const pause = "state" in session && session.state === "paused" ? { state: session.state } : {};
  return toTagParts(FIELDS, JSON.stringify({ ...Object.fromEntries(own), ...pause }));
}

/** The tags of a new session's run. */
export function newSessionTags(session: NewLabelingSession, queueId: string): readonly RunTag[] {
  const { creationKey } = session;
  return [
    RUN_TYPE,
    queueTag(queueId),
    ...(creationKey === undefined ? [] : [{ key: CREATION_KEY, value: hashOf(creationKey) }]),
    ...fieldTags(session),
  ];
}

/** The tag that names the review queue. */
export function queueTag(queueId: string): RunTag {
  return { key: QUEUE_ID, value: queueId };
}

/**
 * Reads a run as a session; `undefined` when it is none of Labeldesk's.
 *
 * @throws {LabelingError} BACKEND when it is one whose tags were damaged
 */
export function decodeSession(run: WireRun): SessionRun | undefined {
  const tags = tagsOf(run);
  if (!tags.has(FIELDS)) return undefined;
  const { info } = run;
  const fields = parseFields(fromTagParts(tags, FIELDS));
  const parsed = LabelingSession.safeParse({
    ...fields,
    experimentId: info.experiment_id,
    runId: info.run_id,
    name: info.run_name,
    state: stateOf(info.status, fields),
    lifecycle: info.lifecycle_stage === "deleted" ? "deleted" : "active",
    createdAtMs: info.start_time,
  });
  if (!parsed.success) {
    throw new LabelingError(
      "BACKEND",
      `The labeling session "${info.run_name}" (run ${RunId.parse(info.run_id)}) cannot be read: its tags "${FIELDS}" in MLflow were changed.`,
      { cause: parsed.error },
    );
  }
  const metrics = new Map(run.data.metrics.map((metric) => [metric.key, metric]));
  return { session: parsed.data, queueId: tags.get(QUEUE_ID), tags, metrics };
}

/** Who ends the run in MLflow closes the session; who lets it run again opens it, paused if it was. */
function stateOf(status: string, fields: object): LabelingSession["state"] {
  if (status !== "RUNNING" && status !== "SCHEDULED") return "closed";
  return "state" in fields && fields.state === "paused" ? "paused" : "open";
}

function parseFields(text: string | undefined): object {
  try {
    const fields: unknown = JSON.parse(text ?? "");
    return typeof fields === "object" && fields !== null ? fields : {};
  } catch {
    return {};
  }
}
