import { DatasetId, ExperimentId, RunId, TraceId } from "@labeldesk/core";
import { expect, it } from "vitest";
import { mlflowLinks } from "../src/links.js";

it("links to MLflow's pages, below the path that the server has", () => {
  const links = mlflowLinks("https://user:secret@tracking.example.com/mlflow/");
  const experimentId = ExperimentId.parse("7");
  const base = "https://tracking.example.com/mlflow/#/experiments/7";
  expect(links.trace?.(experimentId, TraceId.parse("tr-1"))).toBe(`${base}/traces/tr-1`);
  expect(links.session?.(experimentId, RunId.parse("r1"))).toBe(`${base}/runs/r1/traces`);
  expect(links.dataset?.(experimentId, DatasetId.parse("d-1"))).toBe(`${base}/datasets/d-1`);
});
