import type { ReviewOptions } from "./review.js";

/** What the operations of a review work with, every option filled in. */
export type ReviewParts = Required<ReviewOptions>;
