import type { CallOptions, RunId, SessionFigures } from "@labeldesk/core";
import type { MlflowClient } from "../http/mlflow-client.js";
import { chunksOf } from "../paging.js";
import { metricNameOf } from "./figure-names.js";
import { getActiveSessionRun, tellRun } from "./run-calls.js";
import type { RunMetric } from "./wire.js";

/** `runs/log-batch` takes 1,000 metrics and one megabyte: with the longest names these are some 800 kB. */
const METRICS_PER_CALL = 900;

/** The tag that says when the session's metrics were last known to be true, as the text of an instant. */
const FIGURES_AT = "labeldesk.figuresAt";

/**
 * Logs the figures that changed as metrics of the session's run. A metric cannot be taken back: one that has no value any
 * more is logged as NaN, which MLflow's pages show as such, so that no older value is taken for today's.
 */
export async function saveFigures(
  client: MlflowClient,
  runId: RunId,
  figures: SessionFigures,
  options?: CallOptions,
): Promise<void> {
  const { metrics: present } = await getActiveSessionRun(client, runId, options);
  const changed = changedMetrics(figures, present);
  const tags = [{ key: FIGURES_AT, value: new Date(figures.atMs).toISOString() }];
  const chunks = changed.length === 0 ? [[]] : chunksOf(changed, METRICS_PER_CALL);
  for (const [index, metrics] of chunks.entries()) {
    const isLast = index === chunks.length - 1;
    const body = { run_id: runId, metrics: metrics.map(toWire), ...(isLast ? { tags } : {}) };
    await tellRun(client, "log-batch", body, `write the figures of the session ${runId}`, options);
  }
}

/** The newest time wins in MLflow, so each is newer than the one before, whatever the clocks say. */
function changedMetrics(
  { atMs, figures }: SessionFigures,
  present: ReadonlyMap<string, RunMetric>,
): readonly RunMetric[] {
  return figures.flatMap((figure) => {
    const key = metricNameOf(figure);
    const before = present.get(key);
    const value = figure.value ?? Number.NaN;
    if (Object.is(before?.value ?? Number.NaN, value)) return [];
    return [{ key, value, timestamp: Math.max(atMs, (before?.timestamp ?? 0) + 1) }];
  });
}

/** JSON has no number for what is none; protobuf's JSON spells it. */
function toWire({ key, value, timestamp }: RunMetric): object {
  return { key, value: Number.isFinite(value) ? value : String(value), timestamp, step: 0 };
}
