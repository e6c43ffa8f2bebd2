import { LabelingError } from "../errors.js";
import { cleanText } from "../answer/clean-text.js";

const MAX_REASON_LENGTH = 1_000;

/**
 * A reason as it is kept; `undefined` for a blank one.
 *
 * @throws {LabelingError} INVALID_ARGUMENT above 1,000 characters
 */
export function parseReason(text: string): string | undefined {
  const reason = cleanText(text);
  if (reason.length > MAX_REASON_LENGTH) {
    throw new LabelingError(
      "INVALID_ARGUMENT",
      `A reason must have at most ${MAX_REASON_LENGTH} characters; this one has ${reason.length}.`,
    );
  }
  return reason === "" ? undefined : reason;
}
