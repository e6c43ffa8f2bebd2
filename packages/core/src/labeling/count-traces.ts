import type { CallOptions } from "../ports/call-options.js";
import type { TraceSearch, TraceStore } from "../ports/trace-store.js";

/** MLflow's largest page. */
const MAX_COUNTED = 500;

/** Counts the matches of a search, at most {@link MAX_COUNTED}; `more` says that there are others. */
export async function countTraces(
  traces: TraceStore,
  search: TraceSearch,
  options?: CallOptions,
): Promise<{ readonly count: number; readonly more: boolean }> {
  const limit = Math.min(search.limit ?? MAX_COUNTED + 1, MAX_COUNTED + 1);
  let count = 0;
  for await (const _ of traces.searchTraces({ ...search, limit }, options)) count += 1;
  return { count: Math.min(count, MAX_COUNTED), more: count > MAX_COUNTED };
}
