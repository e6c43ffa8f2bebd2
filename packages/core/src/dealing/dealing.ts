import { z } from "zod";
import { ReviewerEmail } from "../ids.js";

/** Every `every`-th item, counted in the order of addition, is answered by `labels` reviewers instead. */
export const Overlap = z.object({ every: z.int().min(2), labels: z.int().positive() });
export type Overlap = z.infer<typeof Overlap>;

/**
 * How items find their reviewers.
 *
 * - `first-come`: whoever is free gets the item that needs it most.
 * - `even`: dealt beforehand so that nobody's share differs by more than one.
 * - `manual`: an item belongs to the people it names; one that names nobody, or nobody who is here, goes to whoever is free.
 */
export const DealingStrategy = z.enum(["first-come", "even", "manual"]);
export type DealingStrategy = z.infer<typeof DealingStrategy>;

/** The dealing rules of a session. */
export const Dealing = z.object({
  strategy: DealingStrategy,
  /** The most items that one person gets; absent: no limit. What somebody has already is never taken away by it. */
  cap: z.int().positive().optional(),
  /** Limits of single people; they go before `cap`. */
  caps: z.array(z.object({ reviewer: ReviewerEmail, cap: z.int().nonnegative() })).optional(),
  /** `manual`: the tag of a trace that names its people, e-mails separated by commas. */
  reviewerTag: z.string().trim().min(1).max(250).optional(),
});
export type Dealing = z.infer<typeof Dealing>;
