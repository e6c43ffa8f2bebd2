import { choice } from "../screens/choice.js";
import { DatasetId, type DatasetTarget, type LabelingSession } from "@labeldesk/core";
import { context, input, mrkdwn } from "@labeldesk/block-kit";
import type { App } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { Desk } from "../desk.js";
import { JOBS } from "../jobs/kinds.js";
import type { StateValues } from "../payloads.js";
import { chosenOption, typed } from "../screens/fields.js";
import { loading, modal } from "../screens/modal.js";
import { syncPreview } from "../screens/sync-preview.js";
import { manage } from "./manage.js";
import { onSessionModal, runIdOf } from "./session-modal.js";
import { DatasetTargetShape } from "./sync-job.js";
import { fillModal, openModal, type Trigger } from "../screens/open-modal.js";

/** Block ids of the modal, and its callbacks: first the dataset, then the preview. */
export const SYNC = {
  callback: "sync",
  previewCallback: "sync.preview",
  dataset: "sync.dataset",
  newName: "sync.new-name",
  datasetAction: "sync.choose-dataset",
} as const;

const ChosenSession = z.object({ runId: z.string() });
const PreviewedSync = ChosenSession.extend({ target: DatasetTargetShape });

/** Opens the modal of `/label sync`: which dataset? */
export async function openSync(
  desk: Desk,
  session: LabelingSession,
  trigger: Trigger,
): Promise<void> {
  await openModal(desk, trigger, datasetModal(session));
}

function datasetModal(session: LabelingSession): ModalView {
  return modal({
    callbackId: SYNC.callback,
    title: "Sync to a dataset",
    submit: "Preview",
    metadata: { runId: session.runId },
    blocks: [
      context(
        mrkdwn`The expectations of *${session.name}* become records of an evaluation dataset. Nothing is written before you have seen what would change.`,
      ),
      input({
        blockId: SYNC.dataset,
        label: "Dataset",
        optional: true,
        element: {
          type: "external_select",
          action_id: SYNC.datasetAction,
          min_query_length: 0,
        },
      }),
      input({
        blockId: SYNC.newName,
        label: "Or a new one",
        hint: "It is created when you sync.",
        optional: true,
        element: { type: "plain_text_input", action_id: "value", max_length: 250 },
      }),
    ],
  });
}

/** The typed search for a dataset, the preview, and the wish to write. */
export function registerSync(app: App, desk: Desk): void {
  app.options(SYNC.datasetAction, async ({ ack, body, payload }) => {
    const view = z.object({ view: z.object({ private_metadata: z.string() }) }).parse(body).view;
    const runId = runIdOf(view);
    const managed = await manage(desk, body.user.id, runId);
    const datasets =
      managed.kind === "no"
        ? []
        : await desk.tracking.datasets.listDatasets(managed.session.experimentId);
    const wanted = payload.value.toLowerCase();
    await ack({
      options: datasets
        .filter(
          ({ name }) => desk.rights.mayUseDataset(name) && name.toLowerCase().includes(wanted),
        )
        .slice(0, 100)
        .map(({ name, datasetId }) => choice(name, datasetId)),
    });
  });

  onSessionModal(
    app,
    desk,
    { callbackId: SYNC.callback, refusedTitle: "Not synced" },
    async ({ view, session, ack }) => {
      const read = await readTarget(desk, session, view.state.values);
      if (read.kind === "errors") {
        await ack({ response_action: "errors", errors: read.errors });
        return;
      }
      // Reading labels and dataset takes longer than Slack waits.
      await ack({ response_action: "update", view: loading("Sync to a dataset") });
      await fillModal(desk, view.id, "Sync preview", () =>
        previewModal(desk, session, read.target),
      );
    },
  );

  onSessionModal(
    app,
    desk,
    { callbackId: SYNC.previewCallback, refusedTitle: "Not synced" },
    async ({ view, session, slackId, ack }) => {
      const { target } = PreviewedSync.parse(JSON.parse(view.private_metadata));
      await desk.work.transaction(({ jobs }) =>
        jobs.enqueue({
          kind: JOBS.sync,
          key: view.id,
          payload: { runId: session.runId, target, leadSlackId: slackId, wishId: view.id },
        }),
      );
      await ack();
    },
  );
}

type ReadTarget =
  | { readonly kind: "target"; readonly target: DatasetTarget }
  | { readonly kind: "errors"; readonly errors: Record<string, string> };

async function readTarget(
  desk: Desk,
  session: LabelingSession,
  values: StateValues,
): Promise<ReadTarget> {
  const existing = chosenOption(values, SYNC.dataset);
  const newName = typed(values, SYNC.newName);
  if (existing !== undefined && newName !== undefined) {
    return {
      kind: "errors",
      errors: { [SYNC.newName]: "Choose a dataset or name a new one, not both." },
    };
  }
  if (existing !== undefined) {
    const { name, datasetId } = await desk.tracking.datasets.getDataset(
      DatasetId.parse(existing.value),
    );
    return desk.rights.mayUseDataset(name)
      ? { kind: "target", target: { kind: "id", datasetId } }
      : { kind: "errors", errors: { [SYNC.dataset]: notAllowed(name) } };
  }
  if (newName === undefined) {
    return {
      kind: "errors",
      errors: { [SYNC.dataset]: "Choose a dataset, or name a new one below." },
    };
  }
  if (!desk.rights.mayUseDataset(newName)) {
    return { kind: "errors", errors: { [SYNC.newName]: notAllowed(newName) } };
  }
  const datasets = await desk.tracking.datasets.listDatasets(session.experimentId);
  return datasets.some(({ name }) => name === newName)
    ? { kind: "errors", errors: { [SYNC.newName]: `“${newName}” exists. Choose it above.` } }
    : { kind: "target", target: { kind: "name", name: newName } };
}

function notAllowed(name: string): string {
  return `Labeldesk may not write to “${name}” here. Whoever runs it decides which datasets it may use.`;
}

async function previewModal(
  desk: Desk,
  session: LabelingSession,
  target: DatasetTarget,
): Promise<ModalView> {
  const preview = await desk.labeling.previewSync(session.runId, target);
  const screen = syncPreview(preview.plan);
  const name = preview.dataset?.name ?? (target.kind === "name" ? target.name : target.datasetId);
  return modal({
    callbackId: SYNC.previewCallback,
    title: "Sync preview",
    ...(screen.submit === undefined ? {} : { submit: screen.submit }),
    metadata: { runId: session.runId, target },
    blocks: [context(mrkdwn`*${session.name}* into *${name}*`), ...screen.blocks],
  });
}
