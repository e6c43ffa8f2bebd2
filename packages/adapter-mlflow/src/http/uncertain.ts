import { LabelingError } from "@labeldesk/core";

/**
 * The cause of an error after which a write may have happened all the same: its answer was lost, was late, or came from
 * something before MLflow. Whoever repeats such a write without looking first may do it twice.
 */
export class MayHaveHappened extends Error {
  override readonly name = "MayHaveHappened";
}

/**
 * Whether what failed may have been done. Only of writes that must not be repeated blindly (see
 * `MlflowRequest.repeatable`); all others have been repeated already, or may simply be.
 */
export function mayHaveHappened(error: unknown): error is LabelingError {
  return error instanceof LabelingError && error.cause instanceof MayHaveHappened;
}

/** The same error, marked, with a message that says so. */
export function uncertain(error: LabelingError): LabelingError {
  return new LabelingError(error.code, `${error.message} It may have been done all the same.`, {
    cause: new MayHaveHappened("No answer tells whether it was done.", { cause: error.cause }),
  });
}
