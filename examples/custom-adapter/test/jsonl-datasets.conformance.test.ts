import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeDatasetStore } from "@labeldesk/conformance";
import { ExperimentId, TraceId } from "@labeldesk/core";
import { jsonlDatasets } from "../src/jsonl-datasets.js";

describeDatasetStore({
  name: "JSON Lines files",
  open: async () => {
    const folder = await mkdtemp(join(tmpdir(), "labeldesk-jsonl-"));
    return {
      tracking: { datasets: jsonlDatasets(folder) },
      createExperiment: async () => ExperimentId.parse(crypto.randomUUID()),
      createTrace: async () => TraceId.parse(crypto.randomUUID()),
      close: () => rm(folder, { recursive: true }),
    };
  },
});
