import { LabelingError } from "../errors.js";
import type { NewJob, WorkTransaction } from "../ports/work-store.js";
import type { SubmissionKey } from "../submission.js";
import { checkPlace, checkSession, refused, type Refusal } from "./check-click.js";
import { redeal } from "./deal.js";
import { enqueueAll } from "./enqueue-all.js";
import { itemStateJob } from "./item-state.js";
import { viewItem, type ItemView } from "./item-view.js";
import { hasEnough } from "./needs.js";
import type { ReviewParts } from "./parts.js";
import { publishJob } from "./publish-job.js";
import { parseReason } from "./reason.js";
import type { IncludeOptions, SettleOutcome } from "./review.js";

/**
 * Out for everyone. A second exclusion changes nothing.
 *
 * @throws {LabelingError} INVALID_ARGUMENT for a reason that is blank or too long
 */
export async function exclude(
  { work }: ReviewParts,
  key: SubmissionKey,
  text: string,
  jobs: readonly NewJob[] = [],
): Promise<SettleOutcome> {
  const { runId, itemId, reviewer } = key;
  const reason = parseReason(text);
  if (reason === undefined) {
    throw new LabelingError("INVALID_ARGUMENT", "Say why the item cannot be reviewed.");
  }
  return work.transaction(async (tx) => {
    const click = await checkPlace(tx, key);
    if (click.kind === "refused") return click;
    if (click.item.state === "excluded") return { kind: "done" };
    if (click.assignment === undefined) return refused("not-offered");
    await tx.assignments.setItemState(runId, itemId, "excluded", { by: reviewer, reason });
    // Out, in and out again before anything was written: this exclusion is still to be written, too.
    if (click.item.mirroredState === "excluded")
      await tx.assignments.setMirroredState(runId, itemId, "pending");
    await redeal(tx, runId);
    await enqueueAll(tx, [itemStateJob(key), ...jobs]);
    return { kind: "done" };
  });
}

/** Takes an exclusion back. An item that is not excluded stays as it is. */
export function include(
  { work }: ReviewParts,
  key: SubmissionKey,
  { jobs = [], asLead = false }: IncludeOptions = {},
): Promise<SettleOutcome> {
  return work.transaction(async (tx) => {
    const refusal = asLead ? undefined : await refuseStranger(tx, key);
    if (refusal !== undefined) return refusal;
    const session = await checkSession(tx, key.runId);
    if (session.kind === "refused") return session;
    const view = await viewItem(tx, key);
    if (view === undefined) return refused("unknown-item");
    if (view.item.state !== "excluded") return { kind: "done" };
    await takeBack(tx, key, view);
    await enqueueAll(tx, jobs);
    return { kind: "done" };
  });
}

/** Whoever was given the item may bring it back; others need to manage the session. */
async function refuseStranger(
  tx: WorkTransaction,
  key: SubmissionKey,
): Promise<Refusal | undefined> {
  const click = await checkPlace(tx, key);
  if (click.kind === "refused") return click;
  return click.assignment === undefined ? refused("not-offered") : undefined;
}

async function takeBack(
  tx: WorkTransaction,
  key: SubmissionKey,
  { rule, item, given, settled }: ItemView,
): Promise<void> {
  const { runId, itemId } = key;
  const state = hasEnough(rule, item, settled) ? "complete" : "pending";
  await tx.assignments.setItemState(runId, itemId, state);
  await redeal(tx, runId);
  await tx.jobs.enqueue(itemStateJob(key));
  // Its answers may disagree, which was of no interest while it was out.
  const [any] = given;
  if (any !== undefined) await tx.jobs.enqueue(publishJob(any));
}
