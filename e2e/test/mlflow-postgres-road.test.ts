import { openTestDatabase } from "@labeldesk/test-postgres";
import { mlflowHere, openMlflowGround } from "../src/mlflow-ground.js";
import { describeRoad } from "../src/road.js";
import { checkAnswered, checkSynced } from "../src/mlflow-checks.js";

const work = await openTestDatabase();
const backend = await openTestDatabase();
const missing = [mlflowHere, work, backend].find((part) => part.kind === "missing");

describeRoad({
  name: "a real MLflow server on PostgreSQL, work on PostgreSQL",
  skip: missing?.kind === "missing" ? missing.reason : undefined,
  async open() {
    if (work.kind === "missing" || backend.kind === "missing") throw new Error("no PostgreSQL");
    return openMlflowGround({
      backend: { kind: "postgres", url: backend.url },
      database: { kind: "postgres", url: work.url },
      async close() {
        await work.drop();
        await backend.drop();
      },
    });
  },
  checks: { answered: checkAnswered, synced: checkSynced },
});
