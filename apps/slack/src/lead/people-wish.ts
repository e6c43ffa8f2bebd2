import { ReviewerEmail, RunId, type LabelingSession } from "@labeldesk/core";
import { z } from "zod";
import type { Desk } from "../desk.js";
import { askReviewers } from "./ask-reviewers.js";
import { manage } from "./manage.js";

/** What can be done with the people named. */
export const PeopleMode = z.enum(["add", "remove", "replace", "away", "back"]);
export type PeopleMode = z.infer<typeof PeopleMode>;

/** What the job of `/label people` is told. */
export const PeopleWish = z.object({
  runId: RunId,
  leadSlackId: z.string(),
  reviewers: z.array(ReviewerEmail).min(1),
  mode: PeopleMode,
});
export type PeopleWish = z.infer<typeof PeopleWish>;

/** Changes who reviews a session or is away, deals the open work again and asks whoever has something now. May run again. */
export async function setPeople(desk: Desk, wish: PeopleWish): Promise<void> {
  const managed = await manage(desk, wish.leadSlackId, wish.runId);
  if (managed.kind === "no") return;
  await change(desk, managed.session, wish);
  const session = await desk.review.enrol(wish.runId);
  await askReviewers(desk, session);
  desk.logger.info("session.people-set", {
    runId: wish.runId,
    people: session.assignedUsers.length,
  });
}

async function change(
  { labeling }: Desk,
  { runId, assignedUsers, away }: LabelingSession,
  { reviewers, mode }: PeopleWish,
): Promise<void> {
  const named = new Set(reviewers);
  switch (mode) {
    case "add":
    case "replace":
      await labeling.setAssignedUsers(runId, reviewers, mode);
      return;
    case "remove": {
      const rest = assignedUsers.filter((user) => !named.has(user));
      await labeling.setAssignedUsers(runId, rest, "replace");
      return;
    }
    case "away":
      await labeling.updateLabelingSession(runId, { away: [...new Set([...away, ...named])] });
      return;
    case "back":
      await labeling.updateLabelingSession(runId, {
        away: away.filter((user) => !named.has(user)),
      });
  }
}
