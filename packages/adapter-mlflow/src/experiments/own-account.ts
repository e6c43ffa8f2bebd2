import type { CallOptions } from "@labeldesk/core";
import { z } from "zod";
import type { MlflowClient } from "../http/mlflow-client.js";
import { refusalError } from "../http/refusal.js";
import type { MlflowRequest } from "../http/request.js";
import { parseBody } from "../wire/parse.js";

const CurrentUser = z.looseObject({
  user: z.looseObject({ username: z.string().min(1), is_admin: z.boolean().default(false) }),
});

/** The account that this client is logged in with. */
export interface Account {
  readonly username: string;
  readonly isAdmin: boolean;
}

/** Reads the account once. */
export interface OwnAccount {
  /** `undefined` when the server has no login. */
  read(options?: CallOptions): Promise<Account | undefined>;
}

/** The account of a client; what was read once is remembered, a failure is not. */
export function ownAccount(client: MlflowClient): OwnAccount {
  let known: { readonly account: Account | undefined } | undefined;
  return {
    read: async (options) => {
      options?.signal?.throwIfAborted();
      known ??= { account: await readAccount(client, options) };
      return known.account;
    },
  };
}

async function readAccount(
  client: MlflowClient,
  options?: CallOptions,
): Promise<Account | undefined> {
  const request: MlflowRequest = {
    method: "GET",
    path: "/api/2.0/mlflow/users/current",
    what: "read the account of this MLflow login",
  };
  const reply = await client.call(request, options);
  if (reply.kind === "refused") {
    // The route belongs to the login: a server without one answers with a page.
    if (reply.status === 404 && reply.code === undefined) return undefined;
    throw refusalError(reply, request.what);
  }
  const { user } = parseBody(reply.text, CurrentUser, request.what);
  return { username: user.username, isAdmin: user.is_admin };
}
