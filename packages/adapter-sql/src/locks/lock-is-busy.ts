import { LabelingError } from "@labeldesk/core";

/** Somebody else holds the lock and did not finish in time. */
export function lockIsBusy(name: string, cause?: unknown): LabelingError {
  return new LabelingError(
    "UNAVAILABLE",
    `Somebody else is busy with ${name} and did not finish in time. Try again in a moment.`,
    { cause },
  );
}
