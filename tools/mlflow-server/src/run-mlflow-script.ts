import { lastLines, run } from "@labeldesk/python-environment";

const TIMEOUT_MS = 240_000;

/**
 * Runs a script with the Python that has MLflow and gives the last line of JSON that it printed.
 *
 * @param python what `ensureMlflow` gave
 * @param script the path of the file
 * @param argument the script's only argument, such as a JSON text
 * @throws {Error} with the script's last output when it fails or prints no JSON object or list
 */
export async function runMlflowScript(
  python: string,
  script: string,
  argument: string,
): Promise<string> {
  const env = { ...process.env, MLFLOW_DISABLE_TELEMETRY: "true", PYTHONWARNINGS: "ignore" };
  const { ok, output } = await run(python, [script, argument], { env, timeoutMs: TIMEOUT_MS });
  // MLflow says a last word about its queues when a program ends.
  const printed = output.split("\n").findLast((line) => /^[[{]/.test(line));
  if (ok && printed !== undefined) return printed;
  throw new Error(`${script} failed:\n${lastLines(output, 30)}`);
}
