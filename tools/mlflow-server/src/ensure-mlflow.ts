import { ensureEnvironment, programIn } from "@labeldesk/python-environment";
import type { EnsureEnvironmentOptions } from "@labeldesk/python-environment";

/** The least Python 3 of each version, by its package metadata. */
const MIN_MINOR = { "3.14.0": 10, "3.17.2": 10 } as const;

/** The MLflow versions that are tried: the newest, and the oldest that has review queues. */
export type MlflowVersion = keyof typeof MIN_MINOR;

/** The version that is used where nothing speaks for another. */
export const NEWEST_MLFLOW: MlflowVersion = "3.17.2";
/** The oldest version that Labeldesk works with. */
export const OLDEST_MLFLOW: MlflowVersion = "3.14.0";

/** `log` gets one line per step that takes long. */
export interface EnsureMlflowOptions extends EnsureEnvironmentOptions {
  /** Default: the newest. Each version has an environment of its own. */
  readonly version?: MlflowVersion;
}

/** An MLflow that can be started, or why there is none; `mlflow` is the path of its program, `python` of its Python. */
export type MlflowInstallation =
  | { readonly kind: "ready"; readonly mlflow: string; readonly python: string }
  | { readonly kind: "missing"; readonly reason: string };

/**
 * Finds or makes a virtual environment with MLflow in the user's cache directory (`$XDG_CACHE_HOME` or `~/.cache`).
 * The first time takes minutes and about 900 MB. Safe when several processes call it at once, and after an
 * interrupted first time.
 */
export async function ensureMlflow({
  version = NEWEST_MLFLOW,
  ...options
}: EnsureMlflowOptions = {}): Promise<MlflowInstallation> {
  const spec = {
    name: `mlflow-${version}`,
    title: `MLflow ${version}`,
    minMinor: MIN_MINOR[version],
    requirements: [`mlflow[auth]==${version}`, "psycopg2-binary"],
    check: ["mlflow", "--version"],
  } as const;
  const environment = await ensureEnvironment(spec, options);
  if (environment.kind === "missing") return environment;
  const { directory } = environment;
  return {
    kind: "ready",
    mlflow: programIn(directory, "mlflow"),
    python: programIn(directory, "python"),
  };
}
