import { LabelingError } from "@labeldesk/core";
import type {
  CallOptions,
  ExperimentAccess,
  ExperimentId,
  GrantOutcome,
  ReviewerEmail,
} from "@labeldesk/core";
import { z } from "zod";
import type { MlflowClient } from "../http/mlflow-client.js";
import { refusalError } from "../http/refusal.js";
import type { MlflowRequest } from "../http/request.js";
import type { OwnAccount } from "./own-account.js";

const PERMISSIONS = "/api/3.0/mlflow/users/permissions";

/** Permissions that include editing, the one that answering needs. */
const ENOUGH: ReadonlySet<string> = new Set(["EDIT", "MANAGE"]);

const PermissionAnswer = z.looseObject({ permission: z.string().nullish() });

/** Permissions of MLflow's own login; accounts are named by the reviewers' e-mails. */
export function mlflowAccess(client: MlflowClient, account: OwnAccount): ExperimentAccess {
  return {
    grantEdit: async (experimentId, users, options) =>
      (await account.read(options)) === undefined
        ? { kind: "noPermissions" }
        : await grantAll(client, experimentId, users, options),
  };
}

async function grantAll(
  client: MlflowClient,
  experimentId: ExperimentId,
  users: readonly ReviewerEmail[],
  options?: CallOptions,
): Promise<GrantOutcome> {
  const known: ReviewerEmail[] = [];
  const unknownUsers: ReviewerEmail[] = [];
  for (const user of users) {
    if (await hasAccount(client, user, options)) {
      await grant(client, experimentId, user, options);
      known.push(user);
    } else {
      unknownUsers.push(user);
    }
  }
  return { kind: "granted", users: known, unknownUsers };
}

async function hasAccount(
  client: MlflowClient,
  user: ReviewerEmail,
  options?: CallOptions,
): Promise<boolean> {
  const request: MlflowRequest = {
    method: "GET",
    path: "/api/2.0/mlflow/users/get",
    query: { username: user },
    what: `look up the MLflow account ${user}`,
  };
  const reply = await client.call(request, options);
  if (reply.kind === "ok") return true;
  if (reply.code === "RESOURCE_DOES_NOT_EXIST") return false;
  throw refusalError(reply, request.what);
}

/** A grant that is there already, such as the creator's MANAGE, is kept when it is enough, else replaced. */
async function grant(
  client: MlflowClient,
  experimentId: ExperimentId,
  user: ReviewerEmail,
  options?: CallOptions,
): Promise<void> {
  const what = `give ${user} the right to edit the experiment ${experimentId}`;
  const resource = { username: user, resource_type: "experiment", resource_id: experimentId };
  const current = await client.ask(
    { method: "GET", path: `${PERMISSIONS}/get`, query: resource, what },
    PermissionAnswer,
    options,
  );
  if (ENOUGH.has(current.permission ?? "")) return;
  if (current.permission === "DENY") {
    throw new LabelingError(
      "FORBIDDEN",
      `Could not ${what}: MLflow explicitly denies it to this account. Whoever manages the experiment can lift that.`,
    );
  }
  const request: MlflowRequest = {
    method: "POST",
    path: `${PERMISSIONS}/grant`,
    body: { ...resource, permission: "EDIT" },
    what,
    repeatable: true,
  };
  const reply = await client.call(request, options);
  if (reply.kind === "ok") return;
  if (reply.code !== "RESOURCE_ALREADY_EXISTS") throw refusalError(reply, what);
  await client.tell(
    { method: "POST", path: `${PERMISSIONS}/revoke`, body: resource, what },
    options,
  );
  await client.tell(request, options);
}
