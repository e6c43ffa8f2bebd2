import { LabelingError } from "@labeldesk/core";

/** SQLite's result code "another connection holds the lock". Extended codes carry it in their last byte. https://sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

/** Whether SQLite refused because another connection is writing; the statement did nothing. */
export function isSqliteBusy(error: unknown): boolean {
  const errcode = property(error, "errcode");
  return typeof errcode === "number" && errcode % 256 === SQLITE_BUSY;
}

/** Whether PostgreSQL gave up a transaction that may simply run again: a deadlock or a serialisation failure. */
export function isTransient(error: unknown): boolean {
  const code = property(error, "code");
  return code === "40P01" || code === "40001";
}

/** What a failure of the database is called in the domain; everything else stays what it is. */
export function toLabelingError(error: unknown): unknown {
  if (error instanceof LabelingError) return error;
  if (isUnreachable(error))
    return new LabelingError(
      "UNAVAILABLE",
      "The work store's database does not answer. Check that it runs and can be reached, then try again.",
      { cause: error },
    );
  if (isSqliteBusy(error))
    return new LabelingError(
      "UNAVAILABLE",
      "The work store's database file is held by another process. Try again in a moment.",
      { cause: error },
    );
  if (isDatabaseError(error))
    return new LabelingError(
      "BACKEND",
      "The work store's database refused an operation. Nothing of it was saved.",
      { cause: error },
    );
  return error;
}

/** SQLSTATE classes 08 (connection), 53 (resources) and 57P (shutdown); socket errors; words of `pg` for a lost connection. */
function isUnreachable(error: unknown): boolean {
  const code = property(error, "code");
  const text = error instanceof Error ? error.message : "";
  return (
    (typeof code === "string" && /^(08|53|57P|ECONN|ENOTFOUND|EPIPE|ETIMEDOUT|EAI_)/u.test(code)) ||
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/u.test(
      text,
    )
  );
}

function isDatabaseError(error: unknown): boolean {
  const code = property(error, "code");
  return (
    code === "ERR_SQLITE_ERROR" ||
    (typeof code === "string" &&
      /^[0-9A-Z]{5}$/u.test(code) &&
      property(error, "severity") !== undefined)
  );
}

function property(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
