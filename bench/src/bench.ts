// `npm run bench -- <suite>`: measures, beside what a user would otherwise run.
import { benchCore } from "./core/bench-core.ts";
import { fail } from "./say.ts";
import { benchMlflow } from "./mlflow/bench-mlflow.ts";

const [suite = "", ...options] = process.argv.slice(2);
switch (suite) {
  case "core":
    await benchCore();
    break;
  case "mlflow":
    await benchMlflow(options);
    break;
  default:
    fail("Say which suite: core, mlflow.");
}
