import { describeWorkStore } from "@labeldesk/conformance";
import { createMemoryWorkStore } from "../../src/work/index.js";

describeWorkStore({
  name: "memory",
  open: async (options) => {
    const store = createMemoryWorkStore(options);
    return { store, close: () => store.close() };
  },
});
