import type { ExperimentId, RunId } from "@labeldesk/core";
import { shownText } from "@labeldesk/slack-sandbox";
import { expect } from "vitest";
import type { RoadGround } from "./ground.js";
import type { Stage } from "./stage.js";

/** Waits until every accepted answer is in the tracking store. */
export async function published(stage: Stage): Promise<void> {
  await expect
    .poll(() => stage.work.transaction(({ submissions }) => submissions.listUnpublished(1)), {
      timeout: 60_000,
    })
    .toEqual([]);
}

/** A trace of the experiment that the session does not have. */
export async function notInSession(ground: RoadGround, experimentId: ExperimentId, runId: RunId) {
  const inside = new Set<string>();
  for await (const { traceId } of ground.tracking.traces.searchTraces({
    experimentId,
    runId,
  })) {
    inside.add(traceId);
  }
  for await (const { traceId } of ground.tracking.traces.searchTraces({ experimentId })) {
    if (!inside.has(traceId)) return traceId;
  }
  throw new Error("The road needs one more trace than the session takes.");
}

/** Waits until App Home says `words`. */
export async function seeHome(person: Stage["ana"], what: string, words: string): Promise<void> {
  await person.waitFor(
    ({ home }) => home !== undefined && shownText(home).includes(words),
    what,
    60_000,
  );
}

/** Waits until every card that is to come at once is there, or was found not to be due. For a stage on SQLite. */
export async function cardsDelivered({ work }: Stage): Promise<void> {
  const waiting = () =>
    work.db
      .selectFrom("labeldesk_jobs")
      .select("job_key")
      .where("kind", "in", ["session.people", "session.state", "reviewer.invite", "card.deliver"])
      .execute();
  await expect.poll(waiting, { timeout: 60_000 }).toEqual([]);
}
