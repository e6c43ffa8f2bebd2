import { LabelingError } from "@labeldesk/core";
import { z } from "zod";

const MlflowOptions = z.object({
  /** The server's address, such as `http://127.0.0.1:5000`; a path before MLflow's own is kept. */
  url: z.url({ protocol: /^https?$/ }),
  /** The account of MLflow's own login. */
  username: z.string().min(1).optional(),
  password: z.string().min(1).optional(),
  /** A bearer token, for a proxy before the server: MLflow itself knows none. */
  token: z.string().min(1).optional(),
  /** Sent with every request. */
  headers: z.record(z.string(), z.string()).default({}),
  /** How long to wait for an answer; default 15 seconds. */
  timeoutMs: z.int().positive().default(15_000),
  /** Calls in flight; default 4. More make a small server slower, not faster. */
  maxConcurrency: z.int().positive().default(4),
});

/** How to reach an MLflow server. */
export type MlflowOptions = z.input<typeof MlflowOptions>;
export type CheckedMlflowOptions = z.output<typeof MlflowOptions>;

/** @throws {LabelingError} INVALID_ARGUMENT naming every option that is wrong, never its value */
export function checkOptions(options: MlflowOptions): CheckedMlflowOptions {
  const checked = MlflowOptions.safeParse(options);
  if (!checked.success) {
    const problems = checked.error.issues.map(
      ({ path, message }) => `${path.join(".")}: ${message}`,
    );
    throw new LabelingError(
      "INVALID_ARGUMENT",
      `The options for MLflow are not right. ${problems.join("; ")}`,
    );
  }
  if ((checked.data.username === undefined) !== (checked.data.password === undefined)) {
    throw new LabelingError(
      "INVALID_ARGUMENT",
      "The options for MLflow need a user name and a password, or neither.",
    );
  }
  return checked.data;
}
