import { defineConfig } from "tsup";

/** How every package is built. Declarations come from `tsc`: tsup's own need the TypeScript 6 API. */
export default defineConfig({
  entry: ["src/index.ts"],
  format: ["esm"],
  target: "node22",
  sourcemap: true,
  clean: true,
  dts: false,
  // `node:sqlite` has no name without the prefix.
  removeNodeProtocol: false,
});
