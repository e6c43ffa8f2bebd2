import type { Step } from "../trace-view.js";

/** A step and where it belongs in the order of time. */
export interface Candidate {
  readonly at: number;
  readonly step: Step;
}
