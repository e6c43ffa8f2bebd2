import { describeTracking } from "@labeldesk/conformance";
import { ensureMlflow } from "@labeldesk/mlflow-server";
import { mlflowSuite } from "./support/mlflow-suite.js";

const mlflow = await ensureMlflow();
const skip = mlflow.kind === "missing" ? mlflow.reason : undefined;

describeTracking(mlflowSuite("MLflow on SQLite", skip, () => ({ backend: { kind: "sqlite" } })));
