import { isLabelingError, type Experiment, type ExperimentId } from "@labeldesk/core";
import type { App } from "@slack/bolt";
import type { Desk } from "../desk.js";
import { JOBS, payloadOf } from "../jobs/kinds.js";
import { BlockAction, firstAction, ViewSubmission } from "../payloads.js";
import { typed } from "../screens/fields.js";
import { openModal, updateModal, type Trigger } from "../screens/open-modal.js";
import { allowedExperiments } from "./experiments.js";
import { moreShown, type MoreShown } from "./more-options.js";
import {
  NEW_SESSION,
  NEW_SESSION_ACTIONS,
  NewSessionMetadata,
  newSessionModal,
  type MatchCount,
  type NewSessionScreen,
} from "./new-session-modal.js";
import { chosenExperiment, readNewSession } from "./read-new-session.js";

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
      more: "none",
    }),
  );
  const experiments = await allowedExperiments(desk, "", 2);
  const [only] = experiments;
  if (experiments.length !== 1 || only === undefined) return;
  const entered = { defaultName, experiment: only, newest: DEFAULT_NEWEST, more: "none" as const };
  await redraw(desk, viewId, () => screenFor(desk, entered));
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
    const read = await readNewSession(desk, person, submission);
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
  const isShown = NewSessionMetadata.parse(JSON.parse(view.private_metadata)).isMoreShown;
  const isAskedFor = firstAction(click).action_id === NEW_SESSION_ACTIONS.more;
  await redraw(desk, view.id, () =>
    screenFor(desk, {
      defaultName: typed(values, NEW_SESSION.name) ?? "",
      experiment: chosenExperiment(values),
      filter: typed(values, NEW_SESSION.filter),
      newest: Number(typed(values, NEW_SESSION.newest) ?? DEFAULT_NEWEST),
      more: moreShown(isShown || isAskedFor, values),
    }),
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

/** What of the fields decides how the modal is drawn. */
interface Entered {
  readonly defaultName: string;
  readonly experiment: Pick<Experiment, "experimentId" | "name"> | undefined;
  readonly filter?: string | undefined;
  readonly newest: number;
  readonly more: MoreShown;
}

/** Everything the modal shows; of an experiment, its questions and how many traces match. */
async function screenFor(desk: Desk, entered: Entered): Promise<NewSessionScreen> {
  const { experiment, filter, ...rest } = entered;
  const { command } = desk;
  if (experiment === undefined) return { command, questions: [], ...rest };
  const { experimentId } = experiment;
  const [questions, matches] = await Promise.all([
    desk.labeling.listLabelSchemas(experimentId),
    countMatches(desk, experimentId, filter),
  ]);
  return { command, experiment, questions, matches, ...rest };
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
