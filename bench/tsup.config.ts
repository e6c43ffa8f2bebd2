import { defineConfig } from "tsup";
import shared from "../tsup.shared.ts";

/** The contestants that are measured in processes of their own. */
export default defineConfig({
  ...shared,
  entry: ["src/mlflow/ours.ts", "src/mlflow/floor.ts"],
});
