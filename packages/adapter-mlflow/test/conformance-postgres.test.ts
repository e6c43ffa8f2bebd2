import { describeTracking } from "@labeldesk/conformance";
import { ensureMlflow } from "@labeldesk/mlflow-server";
import { openTestDatabase } from "@labeldesk/test-postgres";
import { afterAll } from "vitest";
import { mlflowSuite } from "./support/mlflow-suite.js";

const mlflow = await ensureMlflow();
const database = await openTestDatabase();
const skip = [mlflow, database]
  .map((part) => (part.kind === "missing" ? part.reason : ""))
  .join("");
const url = database.kind === "ready" ? database.url : "";

// Registered first, so that it runs last: the server lets go of the database before it is dropped.
afterAll(() => (database.kind === "ready" ? database.drop() : undefined));

describeTracking(
  mlflowSuite("MLflow on PostgreSQL", skip === "" ? undefined : skip, () => ({
    backend: { kind: "postgres", url },
  })),
);
