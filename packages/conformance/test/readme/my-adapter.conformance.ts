import { describeTracking, describeWorkStore } from "@labeldesk/conformance";
import { createMyTracking, openMyWorkStore, startMyServer } from "./my-adapter.js";

describeTracking({
  name: "my server",
  open: async () => {
    const server = await startMyServer();
    return {
      tracking: createMyTracking({ url: server.url }),
      createExperiment: (name = crypto.randomUUID()) => server.createExperiment(name),
      createTrace: (experimentId, trace) => server.createTrace(experimentId, trace),
      deleteTrace: (experimentId, traceId) => server.deleteTrace(experimentId, traceId),
      createRun: (experimentId) => server.createRun(experimentId),
      close: () => server.stop(),
    };
  },
});

describeWorkStore({
  name: "my database",
  open: async (options) => {
    const store = await openMyWorkStore(options);
    return { store, close: () => store.close() };
  },
});
