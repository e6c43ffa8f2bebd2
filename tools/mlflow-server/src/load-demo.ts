import { lastLines, run } from "@labeldesk/python-environment";
import type { MlflowServer } from "./start-mlflow.js";

/** The name of the experiment that MLflow's demo data lives in (`mlflow.demo.base`). */
export const DEMO_EXPERIMENT = "MLflow Demo";

/**
 * Fills a server with MLflow's own demo data, by MLflow's own command. Data that is there already is left as it is.
 *
 * @throws {Error} with the command's last output when it fails
 */
export async function loadDemo(
  server: Pick<MlflowServer, "url" | "mlflow" | "login">,
): Promise<void> {
  const env = {
    ...process.env,
    MLFLOW_DISABLE_TELEMETRY: "true",
    ...(server.login === undefined
      ? {}
      : {
          MLFLOW_TRACKING_USERNAME: server.login.username,
          MLFLOW_TRACKING_PASSWORD: server.login.password,
        }),
  };
  const args = ["demo", "--tracking-uri", server.url, "--no-browser"];
  const { ok, output } = await run(server.mlflow, args, { env, timeoutMs: 600_000 });
  if (!ok) throw new Error(`MLflow's demo data could not be loaded:\n${lastLines(output, 10)}`);
}
