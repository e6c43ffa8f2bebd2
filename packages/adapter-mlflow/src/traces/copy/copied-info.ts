import { createHash } from "node:crypto";
import { COPY_ORIGIN_METADATA, TraceId } from "@labeldesk/core";
import type { ExperimentId } from "@labeldesk/core";
import { z } from "zod";
import { ASSIGNEES_PREFIX } from "../../items/assignees-tag.js";
import { EXCLUSION_PREFIX } from "../../items/exclusion-tag.js";
import { Texts } from "../../wire/values.js";

/** What MLflow tells of a trace without its spans, as it tells it: nothing of it is read as anything else. */
export const OriginalInfo = z.looseObject({
  trace_id: z.string().min(1),
  trace_location: z.looseObject({
    mlflow_experiment: z.looseObject({ experiment_id: z.string().min(1) }),
  }),
  request_time: z.string(),
  execution_duration: z.string().optional(),
  state: z.string().optional(),
  request_preview: z.string().optional(),
  response_preview: z.string().optional(),
  client_request_id: z.string().optional(),
  trace_metadata: Texts.default({}),
  tags: Texts.default({}),
});
export type OriginalInfo = z.output<typeof OriginalInfo>;

/**
 * Metadata that is not true of a copy: it was not made in the original's run, which a search by run would count it to, and
 * the server marks by itself what it has taken in whole.
 */
const NOT_OF_A_COPY: ReadonlySet<string> = new Set([
  "mlflow.sourceRun",
  "mlflow.trace.infoFinalized",
]);

/** Tags in which the server keeps where the original's data are; it refuses to change them. */
const KEPT_BY_SERVER: ReadonlySet<string> = new Set([
  "mlflow.artifactLocation",
  "mlflow.trace.spansLocation",
  "mlflow.trace.archiveLocation",
  "mlflow.trace.archivalFailure",
]);

/** The root's attributes with this prefix become tags when spans are taken in (MLflow's exporter writes them). */
const TAG_ATTRIBUTE = "mlflow.traceTag.";

/** The id of a trace's copy in an experiment: always the same, so that a repeat finds it. */
export function copyIdOf(traceId: TraceId, experimentId: ExperimentId): TraceId {
  const hash = createHash("sha256")
    .update(JSON.stringify([traceId, experimentId]))
    .digest("hex");
  return TraceId.parse(`tr-${hash.slice(0, 32)}`);
}

/** Whether what is under a copy's id is a whole one: its origin is written last. */
export function isWhole(copy: OriginalInfo | undefined): boolean {
  return copy?.trace_metadata[COPY_ORIGIN_METADATA] !== undefined;
}

/** The copy's own fields, for `POST /api/3.0/mlflow/traces`. */
export function copiedInfo(
  original: OriginalInfo,
  copyId: TraceId,
  experimentId: ExperimentId,
): object {
  const { request_time, execution_duration, state, client_request_id } = original;
  const { request_preview, response_preview, trace_metadata, trace_location } = original;
  const originId = trace_location.mlflow_experiment.experiment_id;
  return {
    trace_id: copyId,
    trace_location: {
      type: "MLFLOW_EXPERIMENT",
      mlflow_experiment: { experiment_id: experimentId },
    },
    request_time,
    execution_duration,
    state,
    request_preview,
    response_preview,
    client_request_id,
    trace_metadata: {
      ...without(trace_metadata, (key) => NOT_OF_A_COPY.has(key)),
      [COPY_ORIGIN_METADATA]: `${originId}/${original.trace_id}`,
    },
    tags: copiedTags(original),
  };
}

/** The tags that are people's; what happened to the original in a labeling session did not happen to the copy. */
function copiedTags({ tags }: OriginalInfo): Readonly<Record<string, string>> {
  const ofSessions = [EXCLUSION_PREFIX, ASSIGNEES_PREFIX];
  return without(
    tags,
    (key) => KEPT_BY_SERVER.has(key) || ofSessions.some((prefix) => key.startsWith(prefix)),
  );
}

/** The tags that the server makes of the root's attributes and that the original has no more: somebody removed them. */
export function removedTags(
  { tags }: OriginalInfo,
  rootAttributes: Iterable<string>,
): readonly string[] {
  return [...rootAttributes]
    .filter((name) => name.startsWith(TAG_ATTRIBUTE))
    .map((name) => name.slice(TAG_ATTRIBUTE.length))
    .filter((key) => !Object.hasOwn(tags, key));
}

function without(
  texts: Readonly<Record<string, string>>,
  isLeftOut: (key: string) => boolean,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).filter(([key]) => !isLeftOut(key)));
}
