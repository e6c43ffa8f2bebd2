import type { OwnAccount } from "./experiments/own-account.js";
import type { MlflowClient } from "./http/mlflow-client.js";
import type { Logins } from "./logins.js";

/** What the stores of sessions and items work with. */
export interface AdapterParts {
  readonly client: MlflowClient;
  readonly account: OwnAccount;
  readonly logins: Logins;
}
