import { describeDatasetStore } from "@labeldesk/conformance";
import { openMyDatasets } from "./my-adapter.js";

describeDatasetStore({
  name: "my datasets",
  open: async () => {
    const { datasets, newExperiment, newTrace, close } = await openMyDatasets();
    return {
      tracking: { datasets },
      createExperiment: newExperiment,
      createTrace: newTrace,
      close,
    };
  },
});
