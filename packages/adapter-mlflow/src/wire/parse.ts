import { LabelingError, isLabelingError } from "@labeldesk/core";
import type { z } from "zod";
import { parseExactJson } from "./exact-json-temporary.js";

/**
 * Reads a response body without losing large integers, and checks its shape.
 *
 * @param what what was read, for the message: "the trace tr-1"
 * @throws {LabelingError} BACKEND when the body is not what MLflow answers
 */
export function parseBody<T extends z.ZodType>(text: string, schema: T, what: string): z.infer<T> {
  try {
    return schema.parse(parseExactJson(text));
  } catch (error) {
    if (isLabelingError(error, "BACKEND")) throw error;
    throw new LabelingError(
      "BACKEND",
      `MLflow's answer about ${what} could not be understood. Is the address that of an MLflow server?`,
      { cause: error },
    );
  }
}
