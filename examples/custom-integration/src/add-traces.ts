import { readFile } from "node:fs/promises";
import type { MemoryTracking } from "@labeldesk/adapter-memory";
import { exactJson, TraceId, type ExperimentId } from "@labeldesk/core";
import { z } from "zod";

const Traces = z.array(z.object({ id: TraceId, question: z.string(), answer: z.string() }));

/** Puts what an app was asked and said into the store, as traces. Your own store has them already. */
export async function addTraces(
  file: string,
  memory: MemoryTracking,
  experimentId: ExperimentId,
): Promise<readonly TraceId[]> {
  const traces = Traces.parse(JSON.parse(await readFile(file, "utf8")));
  const rest = { state: "ok", tags: {}, metadata: {}, assessments: [], spans: [] } as const;
  return traces.map(({ id, question, answer }) =>
    memory.addTrace({
      traceId: id,
      experimentId,
      requestTimeMs: Date.now(),
      requestPreview: question,
      responsePreview: answer,
      inputs: exactJson(JSON.stringify({ question })),
      ...rest,
    }),
  );
}
