import { fileURLToPath } from "node:url";
import { parseExactJson, stringifyJson } from "@labeldesk/core";
import type { Json } from "@labeldesk/core";
import { ensureMlflow, runMlflowScript } from "@labeldesk/mlflow-server";
import { z } from "zod";

/**
 * Runs one of the scripts beside this file on MLflow's Python and reads what it printed, integers of any size and `NaN`
 * included.
 */
export async function askPython<T>(
  script: string,
  argument: Json,
  schema: z.ZodType<T>,
): Promise<T> {
  const mlflow = await ensureMlflow();
  if (mlflow.kind === "missing") throw new Error(mlflow.reason);
  const file = fileURLToPath(new URL(script, import.meta.url));
  return schema.parse(
    parseExactJson(await runMlflowScript(mlflow.python, file, stringifyJson(argument))),
  );
}

/** An assessment as Python's client shows it; values are JSON texts. */
export const PythonAssessment = z.object({
  id: z.string(),
  name: z.string(),
  type: z.enum(["feedback", "expectation"]),
  value: z.string(),
  source: z.string(),
  rationale: z.string().nullable(),
  metadata: z.record(z.string(), z.string()).nullable(),
  valid: z.boolean().nullable(),
});
export type PythonAssessment = z.infer<typeof PythonAssessment>;
