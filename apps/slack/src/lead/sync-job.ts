import { DatasetId, isLabelingError, RunId, type SyncReport } from "@labeldesk/core";
import { z } from "zod";
import type { Desk } from "../desk.js";
import { postOnce, type MessageContent } from "../jobs/post.js";
import { syncedMessage } from "../screens/sync-preview.js";
import { manage } from "./manage.js";

/** Which dataset, as it travels in a modal and a job. */
export const DatasetTargetShape = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("id"), datasetId: DatasetId }),
  z.object({ kind: z.literal("name"), name: z.string().min(1) }),
]);

/** What a lead confirmed in the preview. */
export const SyncWish = z.object({
  runId: RunId,
  target: DatasetTargetShape,
  leadSlackId: z.string(),
  wishId: z.string(),
});
export type SyncWish = z.infer<typeof SyncWish>;

/** Writes what differs and tells the lead. Running it again writes nothing more. */
export async function runSync(desk: Desk, wish: SyncWish): Promise<void> {
  const managed = await manage(desk, wish.leadSlackId, wish.runId);
  const say = (content: MessageContent) =>
    postOnce(desk, {
      slackId: wish.leadSlackId,
      postId: `synced/${wish.wishId}`,
      isRetry: true,
      content,
    });
  if (managed.kind === "no") {
    await say({ text: `Nothing was synced. ${managed.sentence}`, blocks: [] });
    return;
  }
  const { session } = managed;
  let report: SyncReport;
  try {
    // What the lead saw in the preview is what is written.
    report = await desk.labeling.sync(wish.runId, wish.target, { compareWith: "dataset" });
  } catch (error) {
    if (!isLabelingError(error) || error.code === "UNAVAILABLE") throw error;
    await say({ text: `“${session.name}” was not synced. ${error.message}`, blocks: [] });
    return;
  }
  const url = desk.tracking.links.dataset?.(session.experimentId, report.dataset.datasetId);
  await say(syncedMessage(session, report, url));
  desk.logger.info("session.synced", {
    runId: wish.runId,
    inserted: report.inserted,
    updated: report.updated,
    refused: report.refused.length,
    heldBack: report.conflicts.length,
  });
}
