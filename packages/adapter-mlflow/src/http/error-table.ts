import type { LabelingErrorCode } from "@labeldesk/core";

/** What an answer of MLflow, or of something before it, means to the person who waits. */
export interface Meaning {
  readonly code: LabelingErrorCode;
  /** A sentence after "Could not …: ". Nothing of the server's own text. */
  readonly words: string;
}

const LOGIN = {
  code: "FORBIDDEN",
  words: "MLflow wants a login. Check the user name and password, or the token.",
} as const;
const RIGHTS = {
  code: "FORBIDDEN",
  words:
    "MLflow does not allow it to this account. Sessions and answers need EDIT on the experiment; label schemas and deleting need MANAGE.",
} as const;
const BUSY = { code: "UNAVAILABLE", words: "MLflow is busy. Try again later." } as const;
const UNKNOWN = { code: "NOT_FOUND", words: "MLflow does not have it." } as const;
const NO_ROUTE = {
  code: "UNSUPPORTED",
  words: "this server does not offer it. Check its address and version.",
} as const;
const TAKEN = { code: "ALREADY_EXISTS", words: "the name is taken." } as const;
const CHANGED = {
  code: "CONFLICT",
  words: "somebody else changed it at the same time. Try again.",
} as const;
const FAILED = { code: "BACKEND", words: "MLflow failed. Its log says why." } as const;

/**
 * MLflow's error codes: those of `mlflow.exceptions.ERROR_CODE_TO_HTTP_STATUS` (3.14 to 3.17), and `FEATURE_DISABLED`,
 * which a workspace's header gets from a server without workspaces.
 */
export const BY_CODE: Readonly<Record<string, Meaning>> = {
  INVALID_PARAMETER_VALUE: {
    code: "INVALID_ARGUMENT",
    words: "MLflow does not accept what was given.",
  },
  // A broken rule of the database, told in SQL: which one is not for people, and often not theirs to mend.
  BAD_REQUEST: { code: "BACKEND", words: "MLflow's database refused it. Its log says why." },
  RESOURCE_ALREADY_EXISTS: TAKEN,
  ALREADY_EXISTS: TAKEN,
  RESOURCE_DOES_NOT_EXIST: UNKNOWN,
  NOT_FOUND: UNKNOWN,
  ENDPOINT_NOT_FOUND: NO_ROUTE,
  NOT_IMPLEMENTED: NO_ROUTE,
  FEATURE_DISABLED: {
    code: "UNSUPPORTED",
    words: "this server has the feature turned off. Check the headers that are sent.",
  },
  RESOURCE_CONFLICT: CHANGED,
  ABORTED: CHANGED,
  PERMISSION_DENIED: RIGHTS,
  CUSTOMER_UNAUTHORIZED: LOGIN,
  UNAUTHENTICATED: LOGIN,
  TEMPORARILY_UNAVAILABLE: BUSY,
  REQUEST_LIMIT_EXCEEDED: BUSY,
  RESOURCE_EXHAUSTED: BUSY,
  DEADLINE_EXCEEDED: BUSY,
  CANCELLED: BUSY,
  INTERNAL_ERROR: FAILED,
  INVALID_STATE: FAILED,
  DATA_LOSS: FAILED,
};

/** What a status means when the answer is none of MLflow's JSON errors, or its code is not known. */
const BY_STATUS: Readonly<Record<number, Meaning>> = {
  401: LOGIN,
  403: RIGHTS,
  404: NO_ROUTE,
  405: NO_ROUTE,
  407: { code: "FORBIDDEN", words: "the HTTP proxy wants a login. Check the option `proxy`." },
  408: BUSY,
  413: {
    code: "INVALID_ARGUMENT",
    words: "it is larger than something before MLflow lets through. Raise that limit.",
  },
  414: {
    code: "INVALID_ARGUMENT",
    words: "its address is longer than something before MLflow lets through. Raise that limit.",
  },
  429: BUSY,
  502: {
    code: "UNAVAILABLE",
    words: "what stands before MLflow does not reach it. Try again later.",
  },
  503: BUSY,
  504: {
    code: "UNAVAILABLE",
    words: "MLflow did not answer in time what stands before it. Try again later.",
  },
};

const REDIRECTION = {
  code: "BACKEND",
  words: "the server answers with a redirection. Check its address.",
} as const;

/** Told by MLflow's own guard, in plain text. */
const HOST_REFUSED = {
  code: "FORBIDDEN",
  words: "MLflow does not accept the host name of its address. Start it with --allowed-hosts.",
} as const;

/** Reads the table: MLflow's own code first, then the status. */
export function meaningOf(answer: {
  readonly status: number;
  readonly code: string | undefined;
  readonly message: string;
}): Meaning {
  const { status, code, message } = answer;
  if (status === 403 && message.includes("Invalid Host header")) return HOST_REFUSED;
  const byCode = code === undefined ? undefined : BY_CODE[code];
  if (byCode !== undefined) return byCode;
  if (status >= 300 && status < 400) return REDIRECTION;
  // An unknown thing is told in JSON; an unknown route by a page.
  if (status === 404 && code !== undefined) return UNKNOWN;
  return (
    BY_STATUS[status] ?? {
      code: "BACKEND",
      words: `MLflow failed (HTTP ${status}). Its log says why.`,
    }
  );
}
