import { z } from "zod";

/** The token of the next page; MLflow writes an empty one, or none, on the last. */
export const NextPage = z.object({
  next_page_token: z
    .string()
    .nullish()
    .transform((token) => (token ? token : undefined)),
});

/** A list in an answer; MLflow leaves empty ones out. */
export function listOf<T extends z.ZodType>(element: T) {
  return z.array(element).default([]);
}
