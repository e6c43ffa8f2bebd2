import {
  ExperimentId,
  isLabelingError,
  type Experiment,
  type LabelsPerTrace,
  type ReviewerEmail,
} from "@labeldesk/core";
import type { App } from "@slack/bolt";
import { z } from "zod";
import type { Desk } from "../desk.js";
import { JOBS, payloadOf } from "../jobs/kinds.js";
import { BlockAction, ViewSubmission, type StateValues } from "../payloads.js";
import type { Person } from "../people.js";
import { chosen, chosenAll, chosenOption, chosenPeople, typed } from "../screens/fields.js";
import { allowedExperiments } from "./experiments.js";
import {
  NEW_SESSION,
  NEW_SESSION_ACTIONS,
  newSessionModal,
  type MatchCount,
  type NewSessionScreen,
} from "./new-session-modal.js";
import type { NewSessionWish } from "./new-session-wish.js";
import { chosenReviewers } from "./reviewers.js";
import { openModal, updateModal, type Trigger } from "../screens/open-modal.js";

const DEFAULT_NEWEST = 50;

/** Opens the modal; the only experiment there is, if there is only one, is chosen already. */
export async function openNewSession(desk: Desk, trigger: Trigger): Promise<void> {
  const day = new Date(desk.clock.nowMs()).toISOString().slice(0, 10);
  const defaultName = `Review ${day}`;
  const { viewId } = await openModal(
    desk,
    trigger,
    newSessionModal({
      command: desk.command,
      defaultName,
      questions: [],
      newest: DEFAULT_NEWEST,
    }),
  );
  const experiments = await allowedExperiments(desk, "", 2);
  const [only] = experiments;
  if (experiments.length !== 1 || only === undefined) return;
  await redraw(desk, viewId, () => screenFor(desk, defaultName, only, undefined, DEFAULT_NEWEST));
}

/** The modal's own clicks and its submission. */
export function registerNewSession(app: App, desk: Desk): void {
  for (const actionId of Object.values(NEW_SESSION_ACTIONS)) {
    app.action(actionId, async ({ ack, body }) => {
      await ack();
      await recount(desk, BlockAction.parse(body));
    });
  }
  app.view(NEW_SESSION.callback, async ({ ack, body }) => {
    const submission = ViewSubmission.parse(body);
    const person = await desk.people.get(submission.user.id);
    const read = await readWish(desk, person, submission);
    if (read.kind === "errors") {
      await ack({ response_action: "errors", errors: { ...read.errors } });
      return;
    }
    // The wish is stored before Slack hears that it was taken.
    await desk.work.transaction(({ jobs }) =>
      jobs.enqueue({
        kind: JOBS.createSession,
        key: read.wish.wishId,
        payload: payloadOf(read.wish),
      }),
    );
    await ack({ response_action: "clear" });
  });
}

async function recount(desk: Desk, click: BlockAction): Promise<void> {
  const { view } = click;
  if (view === undefined) return;
  const { values } = view.state;
  const experiment = chosenExperiment(values);
  if (experiment === undefined) return;
  const newest = Number(typed(values, NEW_SESSION.newest) ?? DEFAULT_NEWEST);
  await redraw(desk, view.id, () =>
    screenFor(
      desk,
      typed(values, NEW_SESSION.name) ?? "",
      experiment,
      typed(values, NEW_SESSION.filter),
      newest,
    ),
  );
}

/** The newest wish to redraw each open modal: an older one that takes longer must not win. */
const latestRedraw = new Map<string, symbol>();

async function redraw(
  desk: Desk,
  viewId: string,
  read: () => Promise<NewSessionScreen>,
): Promise<void> {
  const wish = Symbol(viewId);
  latestRedraw.set(viewId, wish);
  try {
    const screen = await read();
    if (latestRedraw.get(viewId) !== wish) return;
    await updateModal(desk, viewId, newSessionModal(screen));
  } finally {
    if (latestRedraw.get(viewId) === wish) latestRedraw.delete(viewId);
  }
}

/** Everything the modal shows of an experiment: its questions, and how many traces match. */
async function screenFor(
  desk: Desk,
  defaultName: string,
  experiment: Pick<Experiment, "experimentId" | "name">,
  filter: string | undefined,
  newest: number,
): Promise<NewSessionScreen> {
  const { experimentId } = experiment;
  const [questions, matches] = await Promise.all([
    desk.labeling.listLabelSchemas(experimentId),
    countMatches(desk, experimentId, filter),
  ]);
  return { command: desk.command, defaultName, experiment, questions, newest, matches };
}

/** Counts the matches; a filter that MLflow does not understand is a sentence, not a failure. */
export async function countMatches(
  desk: Pick<Desk, "labeling">,
  experimentId: ExperimentId,
  filter: string | undefined,
): Promise<MatchCount> {
  try {
    const counted = await desk.labeling.countTraces({
      experimentId,
      ...(filter === undefined ? {} : { filter }),
    });
    return { kind: "count", ...counted };
  } catch (error) {
    if (!isLabelingError(error)) throw error;
    return { kind: "problem", sentence: error.message };
  }
}

type ReadWish =
  | { readonly kind: "wish"; readonly wish: NewSessionWish }
  | { readonly kind: "errors"; readonly errors: Readonly<Record<string, string>> };

async function readWish(desk: Desk, person: Person, { view }: ViewSubmission): Promise<ReadWish> {
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
      labelsPerTrace: readLabelsPerTrace(chosen(values, NEW_SESSION.labels)),
      selection: {
        kind: "search",
        newest: newest.data,
        ...(filter === undefined ? {} : { filter }),
      },
    },
  };
}

function readLabelsPerTrace(choice: string | undefined): LabelsPerTrace {
  const number = Number(choice);
  return Number.isInteger(number) && number > 0 ? number : "everyone";
}

function chosenExperiment(values: StateValues): Experiment | undefined {
  const option = chosenOption(values, NEW_SESSION.experiment);
  return option === undefined
    ? undefined
    : { experimentId: ExperimentId.parse(option.value), name: option.label };
}
