import { createMlflowTracking } from "@labeldesk/adapter-mlflow";
import type { SqlDatabase } from "@labeldesk/adapter-sql";
import {
  DEMO_EXPERIMENT,
  ensureMlflow,
  loadDemo,
  startMlflow,
  type StartMlflowOptions,
} from "@labeldesk/mlflow-server";
import type { RoadGround } from "./ground.js";

/** A road's ground on a real server; `url` is for looking at what the road left there. */
export interface MlflowGround extends RoadGround {
  readonly url: string;
}

/** Whether a real MLflow server can be had on this machine; the reason goes into the name of a skipped suite. */
export const mlflowHere = await ensureMlflow();

/** A real MLflow server with MLflow's own demo traces. */
export async function openMlflowGround(options: {
  readonly backend: StartMlflowOptions["backend"];
  readonly database?: SqlDatabase;
  readonly close?: () => Promise<void>;
}): Promise<MlflowGround> {
  if (mlflowHere.kind === "missing") throw new Error(mlflowHere.reason);
  const server = await startMlflow({ mlflow: mlflowHere.mlflow, backend: options.backend });
  await loadDemo(server);
  const tracking = createMlflowTracking({ url: server.url });
  return {
    url: server.url,
    tracking,
    experimentName: DEMO_EXPERIMENT,
    ...(options.database === undefined ? {} : { database: options.database }),
    async close() {
      await tracking.close();
      await server.stop();
      await options.close?.();
    },
  };
}
