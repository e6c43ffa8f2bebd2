import { z } from "zod";
import { NextPage, listOf } from "../wire/page.js";

/** A review queue as MLflow answers it. */
export const WireQueue = z.looseObject({
  queue_id: z.string().min(1),
  name: z.string(),
  users: listOf(z.string()),
  schema_ids: listOf(z.string()),
});
export type WireQueue = z.output<typeof WireQueue>;

/** An item of a review queue. */
export const WireQueueItem = z.looseObject({
  item_id: z.string().min(1),
  status: z.string(),
  creation_time_ms: z.coerce.number(),
  completed_by: z.string().optional(),
});
export type WireQueueItem = z.output<typeof WireQueueItem>;

export const QueueAnswer = z.looseObject({ review_queue: WireQueue });
export const QueuesAnswer = NextPage.extend({ review_queues: listOf(WireQueue) }).loose();
export const QueueItemsAnswer = NextPage.extend({ items: listOf(WireQueueItem) }).loose();
