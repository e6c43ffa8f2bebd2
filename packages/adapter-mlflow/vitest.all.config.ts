import { mergeConfig } from "vitest/config";
import shared from "../../vitest.shared.ts";

/** What takes too long for every change: `npm run test:all`. */
export default mergeConfig(shared, {
  test: {
    include: ["test/all/**/*.all.ts"],
    outputFile: { json: "test-results/vitest-all.json" },
    // One server at a time, so that what is measured is not another test.
    fileParallelism: false,
    testTimeout: 240_000,
  },
});
