import type { Outcome } from "./retry-policy.js";

/** Why no answer came: for deciding, for people, and for the log. */
export interface Failure {
  readonly outcome: Extract<
    Outcome,
    { kind: "notSent" | "misconfigured" | "lost" | "timedOut" | "closed" }
  >;
  /** A sentence after "Could not …: ". */
  readonly words: string;
  /** What the network said, without headers, bodies or anything else of the request. */
  readonly cause: Error;
}

/** Failures before anything was sent (Node's, and undici's). */
const NOT_SENT: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_PRX_CONN",
]);

const TIMED_OUT: ReadonlySet<string> = new Set(["UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]);

/** What calls get that run while the client is closed, or begin after. */
const CLOSED: ReadonlySet<string> = new Set(["UND_ERR_CLOSED", "UND_ERR_DESTROYED"]);

/** OpenSSL's and Node's words for a certificate that is not to be trusted, or one of ours that is refused. */
const CERTIFICATE =
  /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS|ERR_SSL|UND_ERR_PRX_TLS|EPROTO/;

/** Reads what the HTTP client threw. */
export function readFailure(error: unknown): Failure {
  const code = codeOf(error);
  const cause = safeCause(error, code);
  if (isTimeout(error, code)) {
    return { outcome: { kind: "timedOut" }, words: "MLflow did not answer in time.", cause };
  }
  if (CLOSED.has(code)) {
    return { outcome: { kind: "closed" }, words: "the client of MLflow was closed.", cause };
  }
  if (/\(407\)/.test(messageOf(error))) {
    const words = "the HTTP proxy wants a login. Check the option `proxy`.";
    return { outcome: { kind: "misconfigured" }, words, cause };
  }
  if (CERTIFICATE.test(code)) {
    const words =
      "the secure connection to MLflow failed, because of a certificate or because the server speaks no TLS. Check the address and the option `tls`.";
    return { outcome: { kind: "misconfigured" }, words, cause };
  }
  const words =
    "the connection to MLflow failed. Check that the server runs at the configured address.";
  return { outcome: { kind: NOT_SENT.has(code) ? "notSent" : "lost" }, words, cause };
}

function isTimeout(error: unknown, code: string): boolean {
  return TIMED_OUT.has(code) || (error instanceof Error && error.name === "TimeoutError");
}

/** undici's errors may carry what was received, and a proxy's address with its login: only their words are kept. */
function safeCause(error: unknown, code: string): Error {
  const message = messageOf(error).replaceAll(/\/\/[^/\s@]*@/g, "//");
  return new Error(code === "" ? message : `${code}: ${message}`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "unknown";
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "";
}
