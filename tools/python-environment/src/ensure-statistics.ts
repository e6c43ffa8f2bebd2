import { ensureEnvironment } from "./ensure-environment.js";
import type { EnsureEnvironmentOptions, EnvironmentSpec } from "./ensure-environment.js";
import { programIn } from "./python.js";

/** numpy 2.4 needs Python 3.11 or later (its package metadata). */
const STATISTICS: EnvironmentSpec = {
  name: "statistics-1",
  title: "The Python packages krippendorff, scikit-learn and statsmodels",
  minMinor: 11,
  requirements: [
    "krippendorff==0.9.0",
    "scikit-learn==1.9.1",
    "statsmodels==0.15.0",
    "numpy==2.4.6",
    "scipy==1.17.1",
    "pandas==3.1.1",
  ],
  check: ["python", "-c", "import krippendorff, sklearn.metrics, statsmodels.stats.inter_rater"],
};

/** A Python that has the packages, or why there is none; `python` is the path of its program. */
export type StatisticsInstallation =
  | { readonly kind: "ready"; readonly python: string }
  | { readonly kind: "missing"; readonly reason: string };

/**
 * Finds or makes the Python that this project's agreement statistics are compared with, each package in one exact
 * version. The first time takes a minute and about 500 MB.
 */
export async function ensureStatistics(
  options: EnsureEnvironmentOptions = {},
): Promise<StatisticsInstallation> {
  const environment = await ensureEnvironment(STATISTICS, options);
  return environment.kind === "missing"
    ? environment
    : { kind: "ready", python: programIn(environment.directory, "python") };
}
