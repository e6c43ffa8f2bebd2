import { LabelingError, isLabelingError, parseExactJson } from "@labeldesk/core";
import type { z } from "zod";

/**
 * Reads a response body without losing large integers, and checks its shape.
 *
 * @param what what was attempted, for the message: "read the trace tr-1"
 * @throws {LabelingError} BACKEND when the body is not what MLflow answers
 */
export function parseBody<T extends z.ZodType>(text: string, schema: T, what: string): z.infer<T> {
  try {
    return schema.parse(parseExactJson(text));
  } catch (error) {
    if (isLabelingError(error, "BACKEND")) throw error;
    throw new LabelingError(
      "BACKEND",
      `Could not ${what}: the answer is not one of MLflow's. Check the server's address and version.`,
      { cause: error },
    );
  }
}
