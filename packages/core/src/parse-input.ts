import { z } from "zod";
import { LabelingError } from "./errors.js";

/**
 * Parses what a caller handed in.
 *
 * @throws {LabelingError} INVALID_ARGUMENT with every mistake: where it is and which rule it breaks
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
  what: string,
): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const mistakes = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${z.core.toDotPath(path)}: ${message}`,
  );
  throw new LabelingError("INVALID_ARGUMENT", `${what} is not valid. ${mistakes.join("; ")}.`, {
    cause: parsed.error,
  });
}
