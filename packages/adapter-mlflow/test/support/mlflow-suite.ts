import type { TrackingSuite } from "@labeldesk/conformance";
import { ensureMlflow, startMlflow } from "@labeldesk/mlflow-server";
import type {
  MlflowInstallation,
  MlflowServer,
  StartMlflowOptions,
} from "@labeldesk/mlflow-server";
import { afterAll, beforeAll } from "vitest";
import { openHarness } from "./mlflow-harness.js";

/**
 * One server for all ports of a test file, started in a hook.
 *
 * @param skip why there can be none
 */
export function mlflowSuite(
  name: string,
  skip: string | undefined,
  options: () => Omit<StartMlflowOptions, "mlflow">,
): TrackingSuite {
  let server: MlflowServer | undefined;
  if (skip === undefined) {
    beforeAll(async () => {
      server = await startMlflow({ mlflow: await program(), ...options() });
    });
    afterAll(() => server?.stop());
  }
  return {
    name,
    ...(skip === undefined ? {} : { skip }),
    open: () => Promise.resolve(openHarness({ url: server?.url ?? "" })),
  };
}

async function program(): Promise<string> {
  const mlflow: MlflowInstallation = await ensureMlflow();
  if (mlflow.kind === "missing") throw new Error(mlflow.reason);
  return mlflow.mlflow;
}
