import { isLabelingError, type LabelSchema, type RunId } from "@labeldesk/core";
import type { Desk } from "../desk.js";
import { JOBS, payloadOf } from "../jobs/kinds.js";
import { postOnce } from "../jobs/post.js";
import { reserveSessionCard, setImportState, type ImportState } from "../store/session-cards.js";
import { askReviewers } from "./ask-reviewers.js";
import { chosenQuestion } from "./new-session-modal.js";
import type { NewSessionWish, Selection } from "./new-session-wish.js";
import { drawSessionCard } from "./session-card-job.js";

/** Fulfils a wish: creates the session, shows its card, and lets the traces be added. Running it again makes no second one. */
export async function createSession(desk: Desk, wish: NewSessionWish): Promise<void> {
  const person = await desk.people.get(wish.leadSlackId);
  const experiment = await desk.tracking.experiments.getExperiment(wish.experimentId);
  if (
    person.email === undefined ||
    !desk.rights.mayLead(person) ||
    !desk.rights.mayUseExperiment(experiment)
  ) {
    await tellLead(desk, wish, "You may not create sessions in that experiment.");
    return;
  }
  try {
    const { session } = await desk.labeling.createLabelingSession({
      experimentId: wish.experimentId,
      name: wish.name,
      labelSchemas: await questionsOf(desk, wish),
      assignedUsers: wish.reviewers,
      labelsPerTrace: wish.labelsPerTrace,
      overlap: wish.overlap,
      dealing: wish.dealing,
      dueAtMs: wish.dueAtMs,
      description: wish.description,
      guidelines: wish.guidelines,
      createdBy: person.email,
      deployment: desk.deployment,
      tenant: desk.tenant,
      creationKey: wish.wishId,
    });
    await desk.review.enrol(session.runId);
    await reserveSessionCard(desk.db, session.runId, wish.leadSlackId);
    await setImportState(desk.db, session.runId, { kind: "running", done: 0, found: 0 });
    await drawSessionCard(desk, session.runId);
    await enqueueImport(desk, session.runId, wish.selection, wish.wishId);
    desk.logger.info("session.created", { runId: session.runId });
  } catch (error) {
    if (
      !isLabelingError(
        error,
        "INVALID_ARGUMENT",
        "NOT_FOUND",
        "CONFLICT",
        "FORBIDDEN",
        "UNSUPPORTED",
      )
    ) {
      throw error;
    }
    await tellLead(desk, wish, error.message);
  }
}

async function questionsOf(desk: Desk, wish: NewSessionWish): Promise<readonly LabelSchema[]> {
  const stored = await desk.labeling.listLabelSchemas(wish.experimentId);
  return wish.questions
    .map((choice) => chosenQuestion(choice, stored))
    .filter((schema) => schema !== undefined);
}

async function tellLead(desk: Desk, wish: NewSessionWish, sentence: string): Promise<void> {
  const text = `“${wish.name}” was not created. ${sentence}`;
  await postOnce(desk, {
    slackId: wish.leadSlackId,
    postId: `not-created/${wish.wishId}`,
    isRetry: true,
    content: { text, blocks: [] },
  });
}

/** Lets a job add the traces. `wishId` names the lead's gesture. */
export async function enqueueImport(
  desk: Desk,
  runId: RunId,
  selection: Selection,
  wishId: string,
): Promise<void> {
  await desk.work.transaction(({ jobs }) =>
    jobs.enqueue({
      kind: JOBS.importTraces,
      key: `${runId}/${wishId}`,
      payload: payloadOf({ runId, selection }),
    }),
  );
}

/** The card is drawn at most this often while traces are being added. */
const REDRAW_MS = 2_000;

/** Adds traces to a session, shows how far it is, and invites who was not invited yet. */
export async function importTraces(desk: Desk, runId: RunId, selection: Selection): Promise<void> {
  let drawnAtMs = 0;
  const show = async (state: ImportState, force: boolean): Promise<void> => {
    await setImportState(desk.db, runId, state);
    const nowMs = desk.clock.nowMs();
    if (!force && nowMs - drawnAtMs < REDRAW_MS) return;
    drawnAtMs = nowMs;
    await drawSessionCard(desk, runId);
  };
  try {
    const report = await desk.labeling.addTraces(
      runId,
      selection.kind === "ids"
        ? selection
        : {
            kind: "search",
            newest: selection.newest,
            ...(selection.filter === undefined ? {} : { filter: selection.filter }),
          },
      { onProgress: ({ done, found }) => show({ kind: "running", done, found }, false) },
    );
    const session = await desk.review.enrol(runId);
    await show(
      {
        kind: "done",
        added: report.added.length,
        present: report.present,
        missing: report.missing.length,
        foreign: report.foreign.length,
        unknownReviewers: [...report.unknownReviewers],
      },
      true,
    );
    await askReviewers(desk, session);
    desk.logger.info("session.traces-added", { runId, added: report.added.length });
  } catch (error) {
    if (!isLabelingError(error, "INVALID_ARGUMENT", "NOT_FOUND", "CONFLICT", "FORBIDDEN"))
      throw error;
    await show({ kind: "failed", sentence: error.message }, true);
  }
}
