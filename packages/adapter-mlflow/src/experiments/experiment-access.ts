import { LabelingError } from "@labeldesk/core";
import type {
  CallOptions,
  ExperimentAccess,
  ExperimentId,
  GrantOutcome,
  ReviewerEmail,
  RevokeOutcome,
} from "@labeldesk/core";
import { z } from "zod";
import type { AdapterParts } from "../adapter-parts.js";
import type { MlflowClient } from "../http/mlflow-client.js";
import { refusalError } from "../http/refusal.js";
import type { MlflowRequest } from "../http/request.js";

const PERMISSIONS = "/api/3.0/mlflow/users/permissions";

/** Permissions that include editing, the one that answering needs. */
const ENOUGH: ReadonlySet<string> = new Set(["EDIT", "MANAGE"]);

const UsersAnswer = z.looseObject({ users: z.array(z.looseObject({ username: z.string() })) });
const PermissionAnswer = z.looseObject({ permission: z.string().nullish() });

/** Permissions of MLflow's own login; accounts are named by the reviewers' e-mails, or by a mapping. */
export function mlflowAccess({ client, account, logins }: AdapterParts): ExperimentAccess {
  return {
    grantEdit: async (experimentId, users, options) => {
      const own = await account.read(options);
      if (own === undefined) return { kind: "noPermissions" };
      const people = users.map((user) => ({ user, account: logins.toAccount(user) }));
      return own.isAdmin
        ? await grantAll(client, experimentId, people, options)
        : await offerAll(client, experimentId, people, options);
    },
    revokeEdit: async (experimentId, users, options) => {
      const own = await account.read(options);
      if (own === undefined) return { kind: "noPermissions" };
      // Who is no administrator may not read what others have, and might take MANAGE for EDIT.
      if (!own.isAdmin) return { kind: "notAllowed" };
      return await revokeAll({ client, logins }, experimentId, users, options);
    },
  };
}

/** A reviewer and their account. */
interface Person {
  readonly user: ReviewerEmail;
  readonly account: string;
}

async function grantAll(
  client: MlflowClient,
  experimentId: ExperimentId,
  people: readonly Person[],
  options?: CallOptions,
): Promise<GrantOutcome> {
  const known: ReviewerEmail[] = [];
  const unknownUsers: ReviewerEmail[] = [];
  for (const { user, account } of people) {
    if (await hasAccount(client, account, options)) {
      await grant(client, experimentId, account, options);
      known.push(user);
    } else {
      unknownUsers.push(user);
    }
  }
  return { kind: "granted", users: known, unknownUsers };
}

/**
 * Grants as an account that may manage the experiment but is no administrator: MLflow lets it list accounts and give rights,
 * not read them. Whoever has a grant already keeps it, whichever it is.
 */
async function offerAll(
  client: MlflowClient,
  experimentId: ExperimentId,
  people: readonly Person[],
  options?: CallOptions,
): Promise<GrantOutcome> {
  const what = `give rights on the experiment ${experimentId}`;
  const listing = { method: "GET", path: "/api/2.0/mlflow/users/list", what } as const;
  const { users } = await client.ask(listing, UsersAnswer, options);
  const accounts = new Set(users.map(({ username }) => username));
  const known = people.filter(({ account }) => accounts.has(account));
  for (const { account } of known) {
    const reply = await client.call(grantRequest(experimentId, account, what), options);
    if (reply.kind === "ok" || reply.code === "RESOURCE_ALREADY_EXISTS") continue;
    if (reply.status === 403) return { kind: "notAllowed" };
    throw refusalError(reply, what);
  }
  const unknown = people.filter(({ account }) => !accounts.has(account));
  const usersOf = (some: readonly Person[]) => some.map(({ user }) => user);
  return { kind: "granted", users: usersOf(known), unknownUsers: usersOf(unknown) };
}

function grantRequest(experimentId: ExperimentId, user: string, what: string): MlflowRequest {
  const body = { ...resourceOf(experimentId, user), permission: "EDIT" };
  return { method: "POST", path: `${PERMISSIONS}/grant`, body, what, repeatable: true };
}

async function revokeAll(
  { client, logins }: Pick<AdapterParts, "client" | "logins">,
  experimentId: ExperimentId,
  users: readonly ReviewerEmail[],
  options?: CallOptions,
): Promise<RevokeOutcome> {
  const without: ReviewerEmail[] = [];
  const keptUsers: ReviewerEmail[] = [];
  const unknownUsers: ReviewerEmail[] = [];
  for (const user of users) {
    const account = logins.toAccount(user);
    if (!(await hasAccount(client, account, options))) unknownUsers.push(user);
    else if (await revoke(client, experimentId, account, options)) without.push(user);
    else keptUsers.push(user);
  }
  return { kind: "revoked", users: without, keptUsers, unknownUsers };
}

async function hasAccount(
  client: MlflowClient,
  user: string,
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
  user: string,
  options?: CallOptions,
): Promise<void> {
  const what = `give ${user} the right to edit the experiment ${experimentId}`;
  const resource = resourceOf(experimentId, user);
  const permission = await readPermission(client, resource, what, options);
  if (ENOUGH.has(permission)) return;
  if (permission === "DENY") {
    throw new LabelingError(
      "FORBIDDEN",
      `Could not ${what}: MLflow explicitly denies it to this account. Whoever manages the experiment can lift that.`,
    );
  }
  const request = grantRequest(experimentId, user, what);
  const reply = await client.call(request, options);
  if (reply.kind === "ok") return;
  if (reply.code !== "RESOURCE_ALREADY_EXISTS") throw refusalError(reply, what);
  await client.tell(
    { method: "POST", path: `${PERMISSIONS}/revoke`, body: resource, what },
    options,
  );
  await client.tell(request, options);
}

/** Takes EDIT away; `false` when more than that is there, which stays. MLflow has one grant for a person and an experiment. */
async function revoke(
  client: MlflowClient,
  experimentId: ExperimentId,
  user: string,
  options?: CallOptions,
): Promise<boolean> {
  const what = `take from ${user} the right to edit the experiment ${experimentId}`;
  const resource = resourceOf(experimentId, user);
  const permission = await readPermission(client, resource, what, options);
  if (permission === "MANAGE") return false;
  if (permission !== "EDIT") return true;
  const request: MlflowRequest = {
    method: "POST",
    path: `${PERMISSIONS}/revoke`,
    body: resource,
    what,
    repeatable: true,
  };
  const reply = await client.call(request, options);
  // Somebody else took it away, or a repeat finds it done; or it is nobody's grant, but what everybody may do.
  if (reply.kind === "refused" && reply.code !== "RESOURCE_DOES_NOT_EXIST")
    throw refusalError(reply, what);
  return (await readPermission(client, resource, what, options)) !== "EDIT";
}

interface Resource {
  readonly username: string;
  readonly resource_type: "experiment";
  readonly resource_id: ExperimentId;
}

function resourceOf(experimentId: ExperimentId, username: string): Resource {
  return { username, resource_type: "experiment", resource_id: experimentId };
}

/** What the account may do, whether by a grant of its own or as everybody; empty for nothing. */
async function readPermission(
  client: MlflowClient,
  resource: Resource,
  what: string,
  options?: CallOptions,
): Promise<string> {
  const request: MlflowRequest = {
    method: "GET",
    path: `${PERMISSIONS}/get`,
    query: { ...resource },
    what,
  };
  return (await client.ask(request, PermissionAnswer, options)).permission ?? "";
}
