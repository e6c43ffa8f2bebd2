import type { ReviewerEmail } from "@labeldesk/core";
import type { Desk } from "../desk.js";

/** The e-mails of the chosen people, or a sentence about those who cannot review. */
export interface ChosenReviewers {
  readonly emails: readonly ReviewerEmail[];
  readonly problem?: string;
}

/** Looks the chosen people up: apps, guests and people without an e-mail cannot review. */
export async function chosenReviewers(
  desk: Pick<Desk, "people" | "rights">,
  slackIds: readonly string[],
): Promise<ChosenReviewers> {
  const people = await Promise.all(slackIds.map((slackId) => desk.people.get(slackId)));
  const problems = people
    .map((person) => desk.rights.whyNoReviewer(person))
    .filter((why) => why !== undefined);
  const emails = people.flatMap(({ email }) => (email === undefined ? [] : [email]));
  if (problems.length > 0) return { emails, problem: problems.join(" ") };
  return emails.length === 0 ? { emails, problem: "Choose at least one reviewer." } : { emails };
}
