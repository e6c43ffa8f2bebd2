import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts", "src/main.ts"],
  format: ["esm"],
  target: "node22",
  sourcemap: true,
  clean: true,
  dts: false,
  // `node:sqlite` has no name without the prefix.
  removeNodeProtocol: false,
});
