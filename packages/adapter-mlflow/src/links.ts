import type { TrackingLinks } from "@labeldesk/core";

/**
 * Addresses of MLflow's own pages, as its 3.17 front end has them. A session's is the list of its run's traces; the
 * page `evaluation-runs/…` of a run shows the progress of an issue detection, which a session has none of.
 *
 * @param url the server's address; a path before MLflow's own is kept
 */
export function mlflowLinks(url: string): TrackingLinks {
  const { origin, pathname } = new URL(url);
  const base = `${origin}${pathname.replace(/\/+$/, "")}/#/experiments`;
  const page = (experimentId: string, tab: string, id: string) =>
    `${base}/${encodeURIComponent(experimentId)}/${tab}/${encodeURIComponent(id)}`;
  return {
    trace: (experimentId, traceId) => page(experimentId, "traces", traceId),
    session: (experimentId, runId) => `${page(experimentId, "runs", runId)}/traces`,
    dataset: (experimentId, datasetId) => page(experimentId, "datasets", datasetId),
  };
}
