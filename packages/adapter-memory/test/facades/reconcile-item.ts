import type { Answer, LabelSchema } from "@labeldesk/core";
import { createTwoWayWorld, type TwoWayWorld } from "./reconcile-world.js";
import { FACT, GOOD } from "./schemas.js";
import { ana, at, keyOf, type SessionWishes } from "./world.js";

export const good: Answer = { name: "good", value: true };
export const fact: Answer = { name: "fact", value: "x" };

/** A session with one item, in a world whose tracking store is acted on as well. */
export async function opened(
  wishes: SessionWishes = {},
  schemas: readonly LabelSchema[] = [GOOD, FACT],
  options: Parameters<typeof createTwoWayWorld>[0] = {},
) {
  const world = createTwoWayWorld(options);
  const traceId = at(world.addTraces(`{"q": 1}`), 0);
  const { session, items } = await world.open(schemas, [traceId], wishes);
  const item = at(items, 0);
  const find = (reviewer = ana) => world.review.findSubmission(keyOf(item, reviewer));
  return { world, traceId, session, item, find };
}

/** Answers the session's first item here, and publishes. */
export async function written(
  world: TwoWayWorld,
  reviewer = ana,
  answers: readonly Answer[] = [good, fact],
): Promise<void> {
  const { runId } = at(await world.review.listSessions(), 0);
  await world.give(at(await world.review.listItems(runId), 0), reviewer, answers);
  await world.runJobs();
}
