import type { TrackingLinks } from "@labeldesk/core";

/**
 * Addresses of MLflow's own pages (the routes of its 3.17 front end; a session is one of the experiment's evaluation runs).
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
    session: (experimentId, runId) => page(experimentId, "evaluation-runs", runId),
    dataset: (experimentId, datasetId) => page(experimentId, "datasets", datasetId),
  };
}
