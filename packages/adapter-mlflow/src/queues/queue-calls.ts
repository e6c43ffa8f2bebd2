import { isLabelingError } from "@labeldesk/core";
import type { CallOptions, ExperimentId } from "@labeldesk/core";
import type { MlflowClient } from "../http/mlflow-client.js";
import { refusalError } from "../http/refusal.js";
import type { MlflowReply, MlflowRequest } from "../http/request.js";
import { mayHaveHappened } from "../http/uncertain.js";
import { allOf, chunksOf } from "../paging.js";
import { parseBody } from "../wire/parse.js";
import { QueueAnswer, QueueItemsAnswer, QueuesAnswer } from "./wire.js";
import type { WireQueue, WireQueueItem } from "./wire.js";

const QUEUES = "/api/3.0/mlflow/review-queues";
const PAGE_SIZE = 2000;

/** Every new item costs the server 2 to 4 ms, and each id is looked up. */
const ADD_CHUNK = 50;

/** What a queue is made of. */
export interface NewQueue {
  readonly experimentId: ExperimentId;
  readonly name: string;
  readonly users: readonly string[];
  readonly schemaIds: readonly string[];
}

/** Makes a queue; `undefined` when the name is not to be had (taken, in any letter case, or an account's). */
export async function tryCreateQueue(
  client: MlflowClient,
  queue: NewQueue,
  options?: CallOptions,
): Promise<WireQueue | undefined> {
  const request: MlflowRequest = {
    method: "POST",
    path: `${QUEUES}/create`,
    body: {
      experiment_id: queue.experimentId,
      name: queue.name,
      queue_type: "CUSTOM",
      users: queue.users,
      schema_ids: queue.schemaIds,
    },
    what: `create the review queue "${queue.name}"`,
  };
  const reply = await client.call(request, options);
  if (reply.kind === "ok") return parseBody(reply.text, QueueAnswer, request.what).review_queue;
  if (isNameRefused(reply)) return undefined;
  throw refusalError(reply, request.what);
}

/** The same under a name that nobody else wants: when no answer comes, the queue may be there all the same. */
export async function tryCreateOwnQueue(
  client: MlflowClient,
  queue: NewQueue,
  options?: CallOptions,
): Promise<WireQueue | undefined> {
  try {
    return await tryCreateQueue(client, queue, options);
  } catch (error) {
    if (!mayHaveHappened(error)) throw error;
    const made = await findQueue(client, queue, options);
    if (made === undefined) throw error;
    return made;
  }
}

/** The creation of two queues at once may also be refused by the database itself. */
function isNameRefused(reply: MlflowReply): boolean {
  if (reply.kind === "ok") return false;
  if (reply.code === "RESOURCE_ALREADY_EXISTS") return true;
  return (
    (reply.code === "BAD_REQUEST" && /unique/i.test(reply.message)) ||
    (reply.code === "INVALID_PARAMETER_VALUE" && /reserved|user|name/i.test(reply.message))
  );
}

/** Finds a queue by id or by name. */
export async function findQueue(
  client: MlflowClient,
  by: { readonly queueId: string } | { readonly experimentId: ExperimentId; readonly name: string },
  options?: CallOptions,
): Promise<WireQueue | undefined> {
  const request: MlflowRequest = {
    method: "GET",
    ...("queueId" in by
      ? { path: `${QUEUES}/get`, query: { queue_id: by.queueId } }
      : {
          path: `${QUEUES}/get-by-name`,
          query: { experiment_id: by.experimentId, name: by.name },
        }),
    what: "read a review queue",
  };
  const reply = await client.call(request, options);
  if (reply.kind === "ok") return parseBody(reply.text, QueueAnswer, request.what).review_queue;
  if (reply.code === "RESOURCE_DOES_NOT_EXIST") return undefined;
  throw refusalError(reply, request.what);
}

/** Changes a queue's name or people; `false` when the name is not to be had, or the queue is gone. */
export async function tryUpdateQueue(
  client: MlflowClient,
  queueId: string,
  changes: { readonly name?: string; readonly users?: readonly string[] },
  options?: CallOptions,
): Promise<boolean> {
  const { name, users } = changes;
  const request: MlflowRequest = {
    method: "POST",
    path: `${QUEUES}/update`,
    body: {
      queue_id: queueId,
      ...(name === undefined ? {} : { name }),
      ...(users === undefined ? {} : { update_users: true, users }),
    },
    what: `change the review queue${name === undefined ? "" : ` "${name}"`}`,
    repeatable: true,
  };
  const reply = await client.call(request, options);
  if (reply.kind === "ok") return true;
  if (reply.code === "RESOURCE_DOES_NOT_EXIST") return false;
  if (name !== undefined && isNameRefused(reply)) return false;
  throw refusalError(reply, request.what);
}

/** Changes a queue's questions; `false` when it has items, which lock them, or is gone. */
export async function trySetQueueSchemas(
  client: MlflowClient,
  queueId: string,
  schemaIds: readonly string[],
  options?: CallOptions,
): Promise<boolean> {
  const request: MlflowRequest = {
    method: "POST",
    path: `${QUEUES}/update`,
    body: { queue_id: queueId, update_schema_ids: true, schema_ids: schemaIds },
    what: "change the questions of a review queue",
    repeatable: true,
  };
  const reply = await client.call(request, options);
  if (reply.kind === "ok") return true;
  const isLocked = reply.code === "INVALID_PARAMETER_VALUE" && /items/i.test(reply.message);
  if (isLocked || reply.code === "RESOURCE_DOES_NOT_EXIST") return false;
  throw refusalError(reply, request.what);
}

/** Deleting what is gone is no error. */
export function deleteQueue(
  client: MlflowClient,
  queueId: string,
  options?: CallOptions,
): Promise<void> {
  return client.tell(
    {
      method: "POST",
      path: `${QUEUES}/delete`,
      body: { queue_id: queueId },
      what: "delete a review queue",
      repeatable: true,
    },
    options,
  );
}

/** The items of a queue; `undefined` when there is no such queue. */
export async function findQueueItems(
  client: MlflowClient,
  queueId: string,
  options?: CallOptions,
): Promise<readonly WireQueueItem[] | undefined> {
  let isGone = false;
  const items = await allOf(async (token) => {
    const request: MlflowRequest = {
      method: "GET",
      path: `${QUEUES}/items/list`,
      query: { queue_id: queueId, max_results: PAGE_SIZE, page_token: token },
      what: "read the items of a review queue",
    };
    const reply = await client.call(request, options);
    if (reply.kind === "refused" && reply.code === "RESOURCE_DOES_NOT_EXIST") {
      isGone = true;
      return { values: [], nextToken: undefined };
    }
    if (reply.kind === "refused") throw refusalError(reply, request.what);
    const page = parseBody(reply.text, QueueItemsAnswer, request.what);
    return { values: page.items, nextToken: page.next_page_token };
  });
  return isGone ? undefined : [...new Map(items.map((item) => [item.item_id, item])).values()];
}

/**
 * Adds traces to a queue: all, or none when one of them cannot be added.
 *
 * @throws {LabelingError} NOT_FOUND when a trace is unknown or of another experiment
 */
export async function addQueueItems(
  client: MlflowClient,
  queueId: string,
  traceIds: readonly string[],
  options?: CallOptions,
): Promise<void> {
  const done: string[] = [];
  try {
    for (const chunk of chunksOf(traceIds, ADD_CHUNK)) {
      const body = { queue_id: queueId, item_ids: chunk, item_type: "TRACE" };
      const what = `add ${traceIds.length} traces to the session's review queue`;
      await client.tell(
        { method: "POST", path: `${QUEUES}/items/add`, body, what, repeatable: true },
        options,
      );
      done.push(...chunk);
    }
  } catch (error) {
    // A trace vanished meanwhile: nothing of the call stays. After any other failure what is done counts when trying again.
    if (done.length > 0 && isLabelingError(error, "NOT_FOUND")) {
      await removeItems(client, queueId, done, options);
    }
    throw error;
  }
}

function removeItems(
  client: MlflowClient,
  queueId: string,
  traceIds: readonly string[],
  options?: CallOptions,
): Promise<void> {
  return client.tell(
    {
      method: "POST",
      path: `${QUEUES}/items/remove`,
      body: { queue_id: queueId, item_ids: traceIds },
      what: "take traces out of a review queue",
      repeatable: true,
    },
    options,
  );
}

/** Whether a trace is an item of a queue; `false` also when there is no such queue. */
export async function isInQueue(
  client: MlflowClient,
  of: { readonly experimentId: ExperimentId; readonly queueId: string; readonly traceId: string },
  options?: CallOptions,
): Promise<boolean> {
  const { experimentId, queueId, traceId } = of;
  const queues = await allOf(async (token) => {
    const answer = await client.ask(
      {
        method: "GET",
        path: `${QUEUES}/list`,
        query: { experiment_id: experimentId, item_id: traceId, page_token: token },
        what: `find the review queues of the trace ${traceId}`,
      },
      QueuesAnswer,
      options,
    );
    return { values: answer.review_queues, nextToken: answer.next_page_token };
  });
  return queues.some(({ queue_id }) => queue_id === queueId);
}

/** Sets an item's status; `false` when the queue, or the item in it, does not exist. */
export async function trySetItemStatus(
  client: MlflowClient,
  item: { readonly queueId: string; readonly itemId: string },
  status:
    | { readonly status: "PENDING" }
    | { readonly status: "COMPLETE" | "DECLINED"; readonly by: string },
  options?: CallOptions,
): Promise<boolean> {
  const request: MlflowRequest = {
    method: "POST",
    path: `${QUEUES}/items/set-status`,
    body: {
      queue_id: item.queueId,
      item_id: item.itemId,
      status: status.status,
      ...(status.status === "PENDING" ? {} : { completed_by: status.by }),
    },
    what: `set the state of the item ${item.itemId}`,
    repeatable: true,
  };
  const reply = await client.call(request, options);
  if (reply.kind === "ok") return true;
  if (reply.code === "RESOURCE_DOES_NOT_EXIST") return false;
  throw refusalError(reply, request.what);
}
