import { mlflowHere, openMlflowGround } from "../src/mlflow-ground.js";
import { describeRoad } from "../src/road.js";
import { checkAnswered, checkSynced } from "../src/mlflow-checks.js";

describeRoad({
  name: "a real MLflow server, work on SQLite",
  skip: mlflowHere.kind === "missing" ? mlflowHere.reason : undefined,
  open: () => openMlflowGround({ backend: { kind: "sqlite" } }),
  checks: { answered: checkAnswered, synced: checkSynced },
});
