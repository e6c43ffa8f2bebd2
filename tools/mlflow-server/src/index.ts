export { ensureMlflow } from "./ensure-mlflow.js";
export type { EnsureMlflowOptions, MlflowInstallation } from "./ensure-mlflow.js";
export { DEMO_EXPERIMENT, loadDemo } from "./load-demo.js";
export type { MlflowServer, StartMlflowOptions } from "./start-mlflow.js";
export { startMlflow } from "./start-mlflow.js";
