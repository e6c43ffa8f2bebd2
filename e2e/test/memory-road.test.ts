import { createMemoryTracking } from "@labeldesk/adapter-memory";
import { demoTraces } from "@labeldesk/fixtures";
import { describeRoad } from "../src/road.js";

describeRoad({
  name: "embedded defaults",
  async open() {
    const memory = createMemoryTracking();
    const experimentId = memory.addExperiment("support-bot");
    for (const trace of await demoTraces(experimentId)) memory.addTrace(trace);
    return { tracking: memory.tracking, experimentName: "support-bot", close: async () => {} };
  },
});
