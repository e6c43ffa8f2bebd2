import type { CallOptions, Tracking } from "@labeldesk/core";
import { mlflowAssessments } from "./assessments/assessment-store.js";
import { mlflowDatasets } from "./datasets/dataset-store.js";
import { mlflowAccess } from "./experiments/experiment-access.js";
import { mlflowExperiments } from "./experiments/experiment-store.js";
import { ownAccount } from "./experiments/own-account.js";
import { createClient } from "./http/mlflow-client.js";
import type { MlflowServerFacts } from "./http/mlflow-client.js";
import { mlflowItems } from "./items/item-store.js";
import { mlflowLabelSchemas } from "./label-schemas/label-schema-store.js";
import { mlflowLinks } from "./links.js";
import { assessmentsOfPeople, createLogins, tracesOfPeople } from "./logins.js";
import { checkOptions } from "./mlflow-options.js";
import type { MlflowOptions } from "./mlflow-options.js";
import { mlflowSessions } from "./sessions/session-store.js";
import { mlflowTraces } from "./traces/trace-store.js";

/** The tracking stores of one MLflow server. */
export interface MlflowTracking extends Tracking {
  /**
   * The server's version. Every call checks it once; this is for saying early what is wrong.
   *
   * @throws {LabelingError} UNAVAILABLE, FORBIDDEN; BACKEND when it is no MLflow server; UNSUPPORTED when it is older than 3.14
   */
  serverVersion(options?: CallOptions): Promise<string>;
  /** The same with everything else that was learnt of the server. @throws {LabelingError} as `serverVersion` */
  serverFacts(options?: CallOptions): Promise<MlflowServerFacts>;
  /** Closes the connections; calls that still run fail, and so do later ones. */
  close(): Promise<void>;
}

/**
 * The tracking stores of an MLflow server (3.14 or later). Nothing is sent before the first call.
 *
 * @throws {LabelingError} INVALID_ARGUMENT when an option is wrong
 */
export function createMlflowTracking(options: MlflowOptions): MlflowTracking {
  const checked = checkOptions(options);
  const client = createClient(checked);
  const account = ownAccount(client);
  const logins = createLogins(checked.logins);
  const parts = { client, account, logins };
  return {
    experiments: mlflowExperiments(client),
    access: mlflowAccess(parts),
    traces: tracesOfPeople(mlflowTraces(client), logins),
    labelSchemas: mlflowLabelSchemas(client),
    sessions: mlflowSessions(parts),
    items: mlflowItems(parts),
    assessments: assessmentsOfPeople(mlflowAssessments(client), logins),
    datasets: mlflowDatasets(client),
    links: mlflowLinks(checked.url),
    serverVersion: async (callOptions) => (await client.facts(callOptions)).version,
    serverFacts: (callOptions) => client.facts(callOptions),
    close: () => client.close(),
  };
}
