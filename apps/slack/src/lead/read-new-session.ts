import { ExperimentId, type Experiment, type ReviewerEmail } from "@labeldesk/core";
import { z } from "zod";
import type { Desk } from "../desk.js";
import type { StateValues, ViewSubmission } from "../payloads.js";
import type { Person } from "../people.js";
import { endOfDay } from "../screens/due.js";
import {
  chosen,
  chosenAll,
  chosenDay,
  chosenOption,
  chosenPeople,
  typed,
} from "../screens/fields.js";
import { labelsChoice, tooFewFor } from "./labels-choice.js";
import { readMore } from "./more-options.js";
import { NEW_SESSION } from "./new-session-modal.js";
import type { NewSessionWish } from "./new-session-wish.js";
import { chosenReviewers } from "./reviewers.js";

/** What was entered, or what is wrong with it, by field. */
export type ReadNewSession =
  | { readonly kind: "wish"; readonly wish: NewSessionWish }
  | { readonly kind: "errors"; readonly errors: Readonly<Record<string, string>> };

/** Reads the submitted modal. */
export async function readNewSession(
  desk: Desk,
  person: Person,
  { view }: ViewSubmission,
): Promise<ReadNewSession> {
  const { values } = view.state;
  const errors: Record<string, string> = {};
  const name = typed(values, NEW_SESSION.name);
  if (name === undefined) errors[NEW_SESSION.name] = "Give the session a name.";
  const experiment = chosenExperiment(values);
  if (experiment === undefined) errors[NEW_SESSION.experiment] = "Choose an experiment.";
  if (!desk.rights.mayLead(person)) errors[NEW_SESSION.name] = "You may not create sessions here.";
  const newest = z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .safeParse(typed(values, NEW_SESSION.newest));
  if (!newest.success) errors[NEW_SESSION.newest] = "Must be a whole number from 1 to 10,000.";
  const questionsBlock = `${NEW_SESSION.questions}.${experiment?.experimentId ?? "none"}`;
  const questions = chosenAll(values, questionsBlock);
  if (questions.length === 0) errors[questionsBlock] = "Choose at least one question.";
  const reviewers = await chosenReviewers(desk, chosenPeople(values, NEW_SESSION.reviewers));
  if (reviewers.problem !== undefined) errors[NEW_SESSION.reviewers] = reviewers.problem;
  const filter = typed(values, NEW_SESSION.filter);
  const terms = readTerms(desk, values, reviewers.emails.length);
  Object.assign(errors, terms.errors);

  if (
    Object.keys(errors).length > 0 ||
    name === undefined ||
    experiment === undefined ||
    !newest.success
  ) {
    return { kind: "errors", errors };
  }
  return {
    kind: "wish",
    wish: {
      wishId: view.id,
      leadSlackId: person.slackId,
      name,
      experimentId: experiment.experimentId,
      questions: [...questions],
      reviewers: [...reviewers.emails] as ReviewerEmail[],
      ...terms.fields,
      selection: {
        kind: "search",
        newest: newest.data,
        ...(filter === undefined ? {} : { filter }),
      },
    },
  };
}

/** Who answers what until when, and what reviewers are told. */
function readTerms({ clock }: Pick<Desk, "clock">, values: StateValues, reviewers: number) {
  const errors: Record<string, string> = {};
  const labels = labelsChoice(chosen(values, NEW_SESSION.labels));
  const tooFew = tooFewFor(labels, reviewers);
  if (tooFew !== undefined) errors[NEW_SESSION.labels] = tooFew;
  const dueAtMs = endOfDay(chosenDay(values, NEW_SESSION.due) ?? "");
  if (dueAtMs !== undefined && dueAtMs < clock.nowMs()) {
    errors[NEW_SESSION.due] = "That day is over.";
  }
  const more = readMore(values);
  if (more.kind === "problem") errors[more.blockId] = more.sentence;
  const fields = {
    ...labels,
    ...(dueAtMs === undefined ? {} : { dueAtMs }),
    ...(more.kind === "read" ? more.fields : {}),
  };
  return { fields, errors };
}

/** The experiment that the modal's field holds. */
export function chosenExperiment(values: StateValues): Experiment | undefined {
  const option = chosenOption(values, NEW_SESSION.experiment);
  return option === undefined
    ? undefined
    : { experimentId: ExperimentId.parse(option.value), name: option.label };
}
