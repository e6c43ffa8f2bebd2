import {
  createLabeling,
  exactJson,
  isLabelingError,
  TraceId,
  type ExperimentId,
  type Item,
  type Labeling,
  type LabelingErrorCode,
  type LabelSchema,
  type RunId,
  type Trace,
  type Tracking,
} from "@labeldesk/core";
import { expect } from "vitest";
import { createMemoryTracking } from "../../src/index.js";
import { FACT } from "./schemas.js";
import { ana, ben, createTestClock, dana } from "./world.js";

type Wanted = Parameters<Labeling["createLabelingSession"]>[0];

/** The labeling façade on a memory. `wrap` may put a fault between the two. */
export function createLabelingWorld({ wrap = (tracking: Tracking) => tracking } = {}) {
  const clock = createTestClock();
  const memory = createMemoryTracking({ clock });
  const tracking = wrap(memory.tracking);
  const labeling = createLabeling({ tracking });
  const experimentId = memory.addExperiment("support bot");

  /** A trace whose inputs name it. */
  function addTrace(
    id: string,
    more: Partial<Pick<Trace, "tags" | "state">> & { readonly home?: ExperimentId } = {},
  ): TraceId {
    clock.advance(1);
    const { home = experimentId, ...given } = more;
    return memory.addTrace({
      traceId: TraceId.parse(id),
      experimentId: home,
      state: "ok",
      requestTimeMs: clock.nowMs(),
      tags: {},
      metadata: {},
      assessments: [],
      spans: [],
      inputs: exactJson(JSON.stringify({ q: id })),
      ...given,
    });
  }

  async function createSession(
    more: Partial<Omit<Wanted, "labelSchemas">> & {
      readonly labelSchemas?: readonly (string | LabelSchema)[];
    } = {},
  ) {
    clock.advance(1);
    const { session } = await labeling.createLabelingSession({
      experimentId,
      name: "Answers",
      labelSchemas: [FACT],
      assignedUsers: [ana, ben],
      createdBy: dana,
      ...more,
    });
    return session;
  }

  async function itemsOf(runId: RunId): Promise<readonly Item[]> {
    return collect(labeling.listItems(runId));
  }

  return { clock, memory, tracking, labeling, experimentId, addTrace, createSession, itemsOf };
}

export type LabelingWorld = ReturnType<typeof createLabelingWorld>;

/** Matches an error of one of the codes. */
export const coded = (...codes: readonly LabelingErrorCode[]) =>
  expect.toSatisfy((error: unknown) => isLabelingError(error, ...codes));

/** Everything that a lazy list gives. */
export async function collect<T>(list: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const one of list) all.push(one);
  return all;
}
