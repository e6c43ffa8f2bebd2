import { describe, expect, it } from "vitest";
import { readRefusal, refusalError } from "../../src/http/refusal.js";

const SERVER_TEXT = `(sqlite3.IntegrityError) UNIQUE failed\n[SQL: INSERT INTO t VALUES ('planted')]\nTraceback (most recent call last):\n <b>x</b>`;

/** MLflow's own errors by status, as 3.17.2 sends them. */
const MLFLOW: readonly (readonly [status: number, code: string, meant: string])[] = [
  [400, "INVALID_PARAMETER_VALUE", "INVALID_ARGUMENT"],
  [400, "BAD_REQUEST", "BACKEND"],
  [400, "RESOURCE_ALREADY_EXISTS", "ALREADY_EXISTS"],
  [409, "ALREADY_EXISTS", "ALREADY_EXISTS"],
  [404, "RESOURCE_DOES_NOT_EXIST", "NOT_FOUND"],
  [404, "NOT_FOUND", "NOT_FOUND"],
  [404, "ENDPOINT_NOT_FOUND", "UNSUPPORTED"],
  [501, "NOT_IMPLEMENTED", "UNSUPPORTED"],
  [500, "FEATURE_DISABLED", "UNSUPPORTED"],
  [409, "RESOURCE_CONFLICT", "CONFLICT"],
  [409, "ABORTED", "CONFLICT"],
  [403, "PERMISSION_DENIED", "FORBIDDEN"],
  [401, "CUSTOMER_UNAUTHORIZED", "FORBIDDEN"],
  [401, "UNAUTHENTICATED", "FORBIDDEN"],
  [503, "TEMPORARILY_UNAVAILABLE", "UNAVAILABLE"],
  [429, "REQUEST_LIMIT_EXCEEDED", "UNAVAILABLE"],
  [429, "RESOURCE_EXHAUSTED", "UNAVAILABLE"],
  [504, "DEADLINE_EXCEEDED", "UNAVAILABLE"],
  [499, "CANCELLED", "UNAVAILABLE"],
  [500, "INTERNAL_ERROR", "BACKEND"],
  [500, "INVALID_STATE", "BACKEND"],
  [500, "DATA_LOSS", "BACKEND"],
  // Words of a later server.
  [404, "SOMETHING_NEW", "NOT_FOUND"],
  [400, "SOMETHING_NEW", "BACKEND"],
];

/** Pages and plain texts: of unknown routes, of the login, of crashes and of proxies. */
const OTHERS: readonly (readonly [status: number, meant: string])[] = [
  [302, "BACKEND"],
  [400, "BACKEND"],
  [401, "FORBIDDEN"],
  [403, "FORBIDDEN"],
  [404, "UNSUPPORTED"],
  [405, "UNSUPPORTED"],
  [407, "FORBIDDEN"],
  [408, "UNAVAILABLE"],
  [413, "INVALID_ARGUMENT"],
  [414, "INVALID_ARGUMENT"],
  [422, "BACKEND"],
  [429, "UNAVAILABLE"],
  [500, "BACKEND"],
  [502, "UNAVAILABLE"],
  [503, "UNAVAILABLE"],
  [504, "UNAVAILABLE"],
  [520, "BACKEND"],
];

function errorFor(status: number, body: string) {
  return refusalError(readRefusal(status, body), "read the trace tr-1");
}

function check(error: ReturnType<typeof errorFor>, meant: string) {
  expect(error.code).toBe(meant);
  expect(error.message).toMatch(/^Could not read the trace tr-1: [^<>[\]\n]+\.$/);
  expect(`${error.message} ${String(error.cause)}`).not.toMatch(/planted|SQL|Traceback|sqlite/);
}

describe("refusalError", () => {
  it.each(MLFLOW)(
    "HTTP %i %s means %s, and shows nothing of the message",
    (status, code, meant) => {
      const body = JSON.stringify({ error_code: code, message: SERVER_TEXT, sqlstate: "XX000" });
      const error = errorFor(status, body);
      check(error, meant);
      expect(String(error.cause)).toBe(`Error: HTTP ${status} ${code}`);
    },
  );

  it.each(OTHERS)("a page with HTTP %i means %s, and is not shown", (status, meant) => {
    check(errorFor(status, `<!doctype html><pre>${SERVER_TEXT}</pre>`), meant);
    check(errorFor(status, JSON.stringify({ detail: SERVER_TEXT })), meant);
  });

  it("does not take a stranger's text for a code", () => {
    const error = errorFor(400, JSON.stringify({ error_code: SERVER_TEXT, message: "" }));
    check(error, "BACKEND");
  });

  it("says how to allow the host name", () => {
    const body = "Invalid Host header - possible DNS rebinding attack detected";
    expect(errorFor(403, body).message).toContain("--allowed-hosts");
  });
});

describe("readRefusal", () => {
  const now = Date.UTC(2026, 10, 24, 10, 0, 0);
  it.each([
    ["7", 7000],
    ["Tue, 24 Nov 2026 10:00:09 GMT", 9000],
    ["Tue, 24 Nov 2026 09:00:00 GMT", 0],
    ["soon", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("reads Retry-After: %s", (header, expected) => {
    expect(readRefusal(503, "", header, now).retryAfterMs).toBe(expected);
  });
});
