export { ensureMlflow, NEWEST_MLFLOW, OLDEST_MLFLOW } from "./ensure-mlflow.js";
export type { EnsureMlflowOptions, MlflowInstallation, MlflowVersion } from "./ensure-mlflow.js";
export { DEMO_EXPERIMENT, loadDemo } from "./load-demo.js";
export { runMlflowScript } from "./run-mlflow-script.js";
export type { MlflowServer, StartMlflowOptions } from "./start-mlflow.js";
export { startMlflow } from "./start-mlflow.js";
