import type { Json, LabelingSession, LabelSchema, TraceId } from "@labeldesk/core";
import { rest } from "./rest.js";
import { QUEUES } from "./session-bench.js";

/** What one account does in MLflow's Review tab, request by request as the page sends them (MLflow 3.17.2). */
export interface ReviewTab {
  /** The answer that the page shows as this account's own: the newest valid one; `undefined` for none. */
  shown(traceId: TraceId, schema: LabelSchema): Promise<WireAnswer | undefined>;
  /** Submits one answer: no run, no metadata, the account's former answer overridden. */
  answer(traceId: TraceId, schema: LabelSchema, value: Json, rationale?: string): Promise<void>;
  /** Deletes the answer that is shown. */
  remove(traceId: TraceId, schema: LabelSchema): Promise<void>;
  /** Sets the state that all reviewers share. */
  mark(
    session: LabelingSession,
    traceId: TraceId,
    status: "COMPLETE" | "DECLINED" | "PENDING",
  ): Promise<void>;
}

/** An assessment as MLflow answers it. */
export interface WireAnswer {
  readonly assessment_id: string;
  readonly assessment_name: string;
  readonly source: { readonly source_type: string; readonly source_id: string };
  readonly valid?: boolean;
  readonly last_update_time: string;
  readonly feedback?: { readonly value: Json };
  readonly expectation?: { readonly value: Json };
}

/** @param account the page's reviewer: the account of the login, or MLflow's default user on a server without one */
export function reviewTab(
  url: string,
  account: string,
  headers: Readonly<Record<string, string>> = {},
): ReviewTab {
  const calls = rest(url, headers);
  const path = (traceId: TraceId) => `/api/3.0/mlflow/traces/${traceId}`;

  const shown = async (traceId: TraceId, { name, type }: LabelSchema) => {
    const all = await listAnswers(url, traceId, headers);
    return all
      .filter((one) => one.valid !== false && one.source.source_type === "HUMAN")
      .filter((one) => one.assessment_name === name && type in one)
      .filter(({ source }) => source.source_id.trim().toLowerCase() === account.toLowerCase())
      .toSorted((one, other) => (one.last_update_time < other.last_update_time ? -1 : 1))
      .at(-1);
  };
  return {
    shown,
    answer: async (traceId, schema, value, rationale) => {
      const before = await shown(traceId, schema);
      await calls.send("POST", `${path(traceId)}/assessments`, {
        assessment: {
          assessment_name: schema.name,
          source: { source_type: "HUMAN", source_id: account },
          [schema.type]: { value },
          ...(rationale === undefined ? {} : { rationale }),
          ...(before === undefined ? {} : { overrides: before.assessment_id }),
        },
      });
    },
    remove: async (traceId, schema) => {
      const before = await shown(traceId, schema);
      const id = before?.assessment_id ?? "";
      await calls.send("DELETE", `${path(traceId)}/assessments/${id}`, {});
    },
    mark: async ({ runId, name, experimentId }, traceId, status) => {
      const found = await calls.get(
        `${QUEUES}/get-by-name?experiment_id=${experimentId}&name=${encodeURIComponent(name)}`,
      );
      const queueId = found["review_queue"]?.["queue_id"];
      if (queueId === undefined) throw new Error(`The session ${runId} has no review queue.`);
      await calls.send("POST", `${QUEUES}/items/set-status`, {
        queue_id: queueId,
        item_id: traceId,
        status,
        ...(status === "PENDING" ? {} : { completed_by: account }),
      });
    },
  };
}

/** All assessments of a trace as the server has them. */
export async function listAnswers(
  url: string,
  traceId: TraceId,
  headers: Readonly<Record<string, string>> = {},
): Promise<readonly WireAnswer[]> {
  const response = await fetch(`${url}/api/3.0/mlflow/traces/${traceId}`, { headers });
  const { trace }: { trace: { trace_info: { assessments?: readonly WireAnswer[] } } } = JSON.parse(
    await response.text(),
  );
  return trace.trace_info.assessments ?? [];
}
