import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** How every package is tested: against the sources of its neighbours, so that no build can be stale. */
export default defineConfig({
  resolve: {
    alias: [
      {
        find: /^@labeldesk\/(fault-proxy|fixtures|mlflow-server|python-environment|test-postgres)$/,
        replacement: here("tools/$1/src/index.ts"),
      },
      { find: /^@labeldesk\/(slack|demo)$/, replacement: here("apps/$1/src/index.ts") },
      { find: /^@labeldesk\/([a-z-]+)$/, replacement: here("packages/$1/src/index.ts") },
    ],
  },
  test: {
    // The report is what `npm test` counts.
    reporters: ["default", "json"],
    outputFile: { json: "test-results/vitest.json" },
    // Real servers start in here: slow machines are no failure.
    testTimeout: 60_000,
    hookTimeout: 240_000,
  },
});
