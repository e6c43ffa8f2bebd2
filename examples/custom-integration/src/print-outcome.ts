import { stringifyJson, type Labeling, type RunId, type Statistic } from "@labeldesk/core";
import type { Desk } from "./label-items.ts";

/** Says how far the session is and how far its reviewers agree; syncs its expectations into a dataset and prints that. */
export async function printOutcome(
  { labeling, review, tracking, say }: Omit<Desk, "ask"> & { readonly labeling: Labeling },
  runId: RunId,
): Promise<void> {
  const { items, labels, wanted } = await review.progress(runId);
  say(`\n${labels} of ${wanted} answers, ${items.complete} of ${items.total} items done`);
  for (const { name, alpha } of await review.agreement(runId)) {
    if (alpha !== undefined) say(`agreement on ${name}: ${inWords(alpha)}`);
  }
  const { dataset, conflicts } = await labeling.sync(runId, {
    kind: "name",
    name: "support-golden",
  });
  say(`dataset ${dataset.name}; held back, since people disagree: ${conflicts.length}`);
  for await (const { inputs, expectations } of tracking.datasets.listRecords(dataset.datasetId)) {
    say(`${inputs.text} -> ${stringifyJson(expectations)}`);
  }
}

function inWords(alpha: Statistic): string {
  return alpha.kind === "value" ? `alpha ${alpha.value.toFixed(2)}` : `none (${alpha.reason})`;
}
