import { parseArgs } from "node:util";
import { DEFAULT_PORT } from "./sandbox-port.js";
import type { TrackingChoice } from "./tracking.js";

/** What `npm run demo -- --help` says. */
export const USAGE = `Usage: npm run demo -- [options]

  (no option)      sample traces, kept in memory
  --mlflow         a real MLflow server, set up for you, with MLflow's own demo traces
  --mlflow URL     an MLflow server that exists, such as http://127.0.0.1:5000
  --port NUMBER    where the page is; without it ${DEFAULT_PORT}, or the next port that is free
  --help           this text

If the server of --mlflow URL wants a login, set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD,
or MLFLOW_TRACKING_TOKEN.
`;

/** What the person at the terminal asked for. */
export type DemoArguments =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly problem: string }
  | { readonly kind: "demo"; readonly tracking: TrackingChoice; readonly port: number | undefined };

/** Reads the arguments behind the program's name. */
export function readArguments(args: readonly string[]): DemoArguments {
  try {
    const { values, positionals } = parseArgs({
      // parseArgs has no option whose value may be left out: the address is the one free-standing argument.
      args: args.flatMap((one) => (one.startsWith("--mlflow=") ? ["--mlflow", one.slice(9)] : one)),
      options: {
        mlflow: { type: "boolean", default: false },
        port: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
      allowPositionals: true,
    });
    if (values.help) return { kind: "help" };
    return {
      kind: "demo",
      tracking: readTracking(values.mlflow, positionals),
      port: readPort(values.port),
    };
  } catch (error) {
    return { kind: "wrong", problem: error instanceof Error ? error.message : String(error) };
  }
}

function readTracking(mlflow: boolean, positionals: readonly string[]): TrackingChoice {
  const [url, ...more] = positionals;
  const unknown = mlflow ? more[0] : url;
  if (unknown !== undefined) throw new Error(`What is "${unknown}"? There is no such argument.`);
  if (!mlflow) return { kind: "memory" };
  if (url === undefined) return { kind: "ownMlflow" };
  return { kind: "existingMlflow", url: readUrl(url) };
}

function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new Error(
      `"${text}" is not the address of a server. Write it as in http://127.0.0.1:5000.`,
    );
  }
  // The address is printed and stands in links.
  if (url.username !== "" || url.password !== "") {
    throw new Error("Leave the login out of the address. The text below says where it belongs.");
  }
  return text;
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = /^\d+$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535)
    throw new Error(`A port is a number from 1 to 65535, not "${text}".`);
  return port;
}
