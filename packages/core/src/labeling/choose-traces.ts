import { LabelingError } from "../errors.js";
import type { TraceId } from "../ids.js";
import type { LabelingSession } from "../labeling-session.js";
import type { CallOptions } from "../ports/call-options.js";
import type { TraceStore } from "../ports/trace-store.js";
import type { TraceSelection } from "./labeling.js";

/**
 * The ids of a selection, each once. A search is finished before anything is added: adding would change what it finds.
 *
 * @throws {LabelingError} INVALID_ARGUMENT for a search of no traces
 */
export async function chooseTraces(
  { experimentId }: LabelingSession,
  selection: TraceSelection,
  traces: TraceStore,
  options: CallOptions,
): Promise<readonly TraceId[]> {
  switch (selection.kind) {
    case "ids":
      return [...new Set(selection.traceIds)];
    case "traces":
      return [...new Set(selection.traces.map(({ traceId }) => traceId))];
    case "search": {
      const { filter, newest } = selection;
      if (!Number.isSafeInteger(newest) || newest < 1) {
        throw new LabelingError(
          "INVALID_ARGUMENT",
          "The number of traces to add must be 1 or more.",
        );
      }
      const search = { experimentId, limit: newest, ...(filter === undefined ? {} : { filter }) };
      const found = new Set<TraceId>();
      for await (const { traceId } of traces.searchTraces(search, options)) found.add(traceId);
      return [...found];
    }
  }
}
