import { LabelingError } from "@labeldesk/core";
import type { CallOptions, ExperimentId, RunId } from "@labeldesk/core";
import type { MlflowClient } from "../http/mlflow-client.js";
import { refusalError } from "../http/refusal.js";
import type { MlflowRequest } from "../http/request.js";
import { allOf } from "../paging.js";
import { parseBody } from "../wire/parse.js";
import { decodeSession } from "./session-tags.js";
import type { SessionRun } from "./session-tags.js";
import type { RunTag } from "./tag-parts.js";
import { RunAnswer, RunsAnswer } from "./wire.js";
import type { WireRun } from "./wire.js";

const RUNS = "/api/2.0/mlflow/runs";

/** A run with all its tags can weigh a megabyte. */
const PAGE_SIZE = 100;

/** The session of a run, deleted ones included. @throws {LabelingError} NOT_FOUND when the run is none, or unknown */
export async function getSessionRun(
  client: MlflowClient,
  runId: RunId,
  options?: CallOptions,
): Promise<SessionRun> {
  const request: MlflowRequest = {
    method: "GET",
    path: `${RUNS}/get`,
    query: { run_id: runId },
    what: `read the labeling session ${runId}`,
  };
  const reply = await client.call(request, options);
  if (reply.kind === "refused") {
    const isUnknown =
      reply.code === "RESOURCE_DOES_NOT_EXIST" || reply.code === "INVALID_PARAMETER_VALUE";
    throw isUnknown ? unknownSession(runId) : refusalError(reply, request.what);
  }
  const found = decodeSession(parseBody(reply.text, RunAnswer, request.what).run);
  if (found === undefined) throw unknownSession(runId);
  return found;
}

/** The same for a change. @throws {LabelingError} NOT_FOUND; CONFLICT when it is deleted */
export async function getActiveSessionRun(
  client: MlflowClient,
  runId: RunId,
  options?: CallOptions,
): Promise<SessionRun> {
  const run = await getSessionRun(client, runId, options);
  if (run.session.lifecycle === "active") return run;
  throw new LabelingError(
    "CONFLICT",
    `The labeling session "${run.session.name}" is deleted. Restore it first.`,
  );
}

function unknownSession(runId: RunId): LabelingError {
  return new LabelingError("NOT_FOUND", `MLflow has no labeling session with the run id ${runId}.`);
}

/** The runs of an experiment that a filter finds, newest first. */
export function searchRuns(
  client: MlflowClient,
  experimentId: ExperimentId,
  filter: string,
  view: "ACTIVE_ONLY" | "ALL",
  options?: CallOptions,
): Promise<readonly WireRun[]> {
  return allOf(async (token) => {
    const answer = await client.ask(
      {
        method: "POST",
        path: `${RUNS}/search`,
        body: {
          experiment_ids: [experimentId],
          filter,
          run_view_type: view,
          order_by: ["attributes.start_time DESC"],
          max_results: PAGE_SIZE,
          ...(token === undefined ? {} : { page_token: token }),
        },
        what: `list the labeling sessions of the experiment ${experimentId}`,
        repeatable: true,
      },
      RunsAnswer,
      options,
    );
    return { values: answer.runs, nextToken: answer.next_page_token };
  });
}

/** Makes a run; not repeated when no answer comes. */
export async function createRun(
  client: MlflowClient,
  run: {
    readonly experimentId: ExperimentId;
    readonly name: string;
    readonly startTimeMs: number;
    readonly tags: readonly RunTag[];
  },
  options?: CallOptions,
): Promise<WireRun> {
  const answer = await client.ask(
    {
      method: "POST",
      path: `${RUNS}/create`,
      body: {
        experiment_id: run.experimentId,
        run_name: run.name,
        start_time: run.startTimeMs,
        tags: run.tags,
      },
      what: `create the labeling session "${run.name}"`,
    },
    RunAnswer,
    options,
  );
  return answer.run;
}

/** Sets tags, all or none. */
export async function setRunTags(
  client: MlflowClient,
  runId: RunId,
  tags: readonly RunTag[],
  options?: CallOptions,
): Promise<void> {
  await tellRun(
    client,
    "log-batch",
    { run_id: runId, tags },
    `change the session ${runId}`,
    options,
  );
}

/** One of the calls about a run whose repetition changes nothing. */
export function tellRun(
  client: MlflowClient,
  verb: "log-batch" | "update" | "delete" | "restore",
  body: object,
  what: string,
  options?: CallOptions,
): Promise<void> {
  return client.tell(
    { method: "POST", path: `${RUNS}/${verb}`, body, what, repeatable: true },
    options,
  );
}
