import { createMemoryTracking } from "@labeldesk/adapter-memory";
import { createMlflowTracking, type MlflowTracking } from "@labeldesk/adapter-mlflow";
import { isLabelingError, type Experiment, type Tracking } from "@labeldesk/core";
import { demoTraces } from "@labeldesk/fixtures";
import { DEMO_EXPERIMENT, ensureMlflow, loadDemo, startMlflow } from "@labeldesk/mlflow-server";
import { CannotStart } from "./cannot-start.js";
import { unlessAborted } from "./unless-aborted.js";

/** Where traces and labels live in the demo. */
export type TrackingChoice =
  | { readonly kind: "memory" }
  | { readonly kind: "ownMlflow" }
  | { readonly kind: "existingMlflow"; readonly url: string };

/** The login of an existing server; with what is absent, it is not logged in. */
export interface MlflowLogin {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly token?: string | undefined;
}

/** An open store of traces. */
export interface OpenTracking {
  readonly tracking: Tracking;
  /** Where the demo may open a session; absent on somebody's own server. */
  readonly experiment: Experiment | undefined;
  readonly mlflowUrl: string | undefined;
}

/** What opening needs: `parts` gets what is to be closed in the end. */
export interface TrackingContext {
  readonly login: MlflowLogin;
  readonly parts: AsyncDisposableStack;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** The experiment of the sample traces in memory. */
const MEMORY_EXPERIMENT = "support-bot";

/** @throws {CannotStart} when MLflow cannot be had, does not start, or does not answer */
export async function openTracking(
  choice: TrackingChoice,
  context: TrackingContext,
): Promise<OpenTracking> {
  switch (choice.kind) {
    case "memory":
      return openMemory();
    case "ownMlflow":
      return openOwnMlflow(context);
    case "existingMlflow":
      return openExistingMlflow(choice.url, context);
  }
}

async function openMemory(): Promise<OpenTracking> {
  const memory = createMemoryTracking();
  const experimentId = memory.addExperiment(MEMORY_EXPERIMENT);
  for (const trace of await demoTraces(experimentId)) memory.addTrace(trace);
  return {
    tracking: memory.tracking,
    experiment: { experimentId, name: MEMORY_EXPERIMENT },
    mlflowUrl: undefined,
  };
}

async function openOwnMlflow({ parts, signal, say }: TrackingContext): Promise<OpenTracking> {
  const installation = await unlessAborted(
    signal,
    ensureMlflow({ log: (line) => say(`${line} …`) }),
  );
  if (installation.kind === "missing") throw new CannotStart(installation.reason);
  say("Starting MLflow …");
  const server = await unlessAborted(
    signal,
    startMlflow({ mlflow: installation.mlflow, backend: { kind: "sqlite" } }),
  );
  parts.defer(() => server.stop());
  say("Loading MLflow's demo traces …");
  await unlessAborted(signal, loadDemo(server));
  const tracking = connect(server.url, {}, parts);
  const experiment = await tracking.experiments.findExperimentByName(DEMO_EXPERIMENT);
  if (experiment === undefined) {
    throw new CannotStart(`MLflow's demo data has no experiment named "${DEMO_EXPERIMENT}".`);
  }
  return { tracking, experiment, mlflowUrl: server.url };
}

async function openExistingMlflow(
  url: string,
  { login, parts, signal }: TrackingContext,
): Promise<OpenTracking> {
  try {
    const tracking = connect(url, login, parts);
    await tracking.serverVersion({ signal });
    // The version is told to everybody: only a real question shows whether the login is right.
    await tracking.experiments.searchExperiments("", 1, { signal });
    return { tracking, experiment: undefined, mlflowUrl: url };
  } catch (error) {
    if (!isLabelingError(error)) throw error;
    throw new CannotStart(`The MLflow server at ${url} cannot be used. ${error.message}`, {
      cause: error,
    });
  }
}

function connect(url: string, login: MlflowLogin, parts: AsyncDisposableStack): MlflowTracking {
  const { username, password, token } = login;
  const tracking = createMlflowTracking({
    url,
    ...(username === undefined ? {} : { username }),
    ...(password === undefined ? {} : { password }),
    ...(token === undefined ? {} : { token }),
  });
  parts.defer(() => tracking.close());
  return tracking;
}
