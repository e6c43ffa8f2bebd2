import { TraceId } from "@labeldesk/core";
import { ensureMlflow } from "@labeldesk/mlflow-server";
import { describe, expect, it } from "vitest";
import { newTraceId, rawTraces } from "./support/raw-traces.js";
import { sessionBench } from "./support/session-bench.js";

const mlflow = await ensureMlflow();
const why = mlflow.kind === "missing" ? ` (skipped: ${mlflow.reason})` : "";

/** More than two pages of a search. */
const TURNS = 1_100;

describe.skipIf(mlflow.kind === "missing")(`a conversation on a real server${why}`, () => {
  const bench = sessionBench(mlflow);

  /** One turn after the other, in one call. */
  async function talk(sessionId: string, count: number): Promise<readonly TraceId[]> {
    const otelIds = Array.from({ length: count }, newTraceId);
    const startNs = BigInt(Date.UTC(2026, 9, 5)) * 1_000_000n;
    const spans = otelIds.map((traceId, place) => ({
      traceId,
      spanId: traceId.slice(0, 16),
      name: "turn",
      kind: 1,
      startTimeUnixNano: String(startNs + BigInt(place) * 1_000_000n),
      endTimeUnixNano: String(startNs + BigInt(place) * 1_000_000n + 5n),
      status: { code: 1 },
      attributes: [{ key: "session.id", value: { stringValue: sessionId } }],
    }));
    const { url, experimentId } = bench();
    const [any = newTraceId()] = otelIds;
    await rawTraces(url).exportSpans(experimentId, any, JSON.stringify(spans));
    return otelIds.map((id) => TraceId.parse(`tr-${id}`));
  }

  it.each(["plain-id", "an id with an apostrophe's trouble"])(
    "is read whole and in order, however long it is: %s",
    async (sessionId) => {
      const made = await talk(sessionId, TURNS);
      await talk(`${sessionId} 2`, 3);
      const { harness, experimentId } = bench();
      const turns = await harness.tracking.traces.readConversation(experimentId, sessionId);
      expect(turns.map(({ traceId }) => traceId)).toEqual(made);
    },
  );
});
