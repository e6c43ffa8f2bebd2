/**
 * What went wrong, for a program to switch on. Messages are for people and may change; codes do not.
 *
 * - `INVALID_ARGUMENT`: the caller's input breaks a rule; nothing was written.
 * - `NOT_FOUND`: the named experiment, session, trace, schema, item or dataset does not exist.
 * - `ALREADY_EXISTS`: the name is taken and overwriting was not asked for.
 * - `CONFLICT`: the state of the thing does not allow the change (closed session, schema in use).
 * - `FORBIDDEN`: the store refuses this caller.
 * - `UNSUPPORTED`: the store lacks a feature, or is too old.
 * - `UNAVAILABLE`: the store did not answer, or not in time; trying later is sensible.
 * - `BACKEND`: the store answered something that cannot be understood.
 */
export type LabelingErrorCode =
  | "INVALID_ARGUMENT"
  | "NOT_FOUND"
  | "ALREADY_EXISTS"
  | "CONFLICT"
  | "FORBIDDEN"
  | "UNSUPPORTED"
  | "UNAVAILABLE"
  | "BACKEND";

/** The one error class of the labeling domain and of its adapters. `message` may be shown to a user as it is. */
export class LabelingError extends Error {
  override readonly name = "LabelingError";
  readonly code: LabelingErrorCode;

  constructor(code: LabelingErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Whether `error` is a {@link LabelingError}, optionally of one of the given codes. */
export function isLabelingError(
  error: unknown,
  ...codes: readonly LabelingErrorCode[]
): error is LabelingError {
  return error instanceof LabelingError && (codes.length === 0 || codes.includes(error.code));
}
