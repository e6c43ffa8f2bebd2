/** What one run of a case gave. `outcome` is compared between us and the peer: both must have done the same work. */
export interface CaseRun {
  /** The work itself, without making the data. */
  readonly seconds: number;
  /** The most memory that the process held, its data included. */
  readonly peakMiB: number;
  /** A few figures that only the right result has. */
  readonly outcome: Readonly<Record<string, number>>;
}

/** Something to measure. Each run has a process of its own: `prepare` makes the data, what it returns is timed. */
export interface BenchCase {
  readonly name: string;
  /** What grows, such as `labels`. */
  readonly unit: string;
  /** The full size; the growth is taken from a tenth of it. */
  readonly size: number;
  prepare(size: number): () => Promise<CaseRun["outcome"]> | CaseRun["outcome"];
  /** What a user would otherwise run: a Python script in `peers/`, given the size. */
  readonly peer: { readonly name: string; readonly script: string };
}
