import { isLabelingError } from "@labeldesk/core";
import { describe, expect, it } from "vitest";
import { createMemoryTracking } from "../../src/index.js";
import { traceOf } from "./memory-harness.js";

const memory = createMemoryTracking({ experiments: ["support"] });
const [experiment] = await memory.tracking.experiments.searchExperiments("support", 1);
if (experiment === undefined) throw new Error("The experiment given is not there.");
const { experimentId } = experiment;
memory.addTrace(
  traceOf("tr-a", experimentId, {
    name: "answer",
    inputs: `{"question": "50% off? (a_b) [c]"}`,
    tags: { env: "prod", "odd key": "it's" },
    requestTimeMs: 1000,
  }),
);
memory.addTrace(
  traceOf("tr-b", experimentId, { name: "plan", state: "error", requestTimeMs: 2000 }),
);

async function search(filter: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { traceId } of memory.tracking.traces.searchTraces({ experimentId, filter })) {
    found.push(traceId);
  }
  return found;
}

describe("the memory's trace filter", () => {
  it.each([
    ["", ["tr-b", "tr-a"]],
    ["  ", ["tr-b", "tr-a"]],
    ["name = 'answer'", ["tr-a"]],
    ["request_id = 'tr-b'", ["tr-b"]],
    ["tags.env != 'prod'", ["tr-b"]],
    [`tag.\`odd key\` = "it's"`, ["tr-a"]],
    ["tags.env='prod'and status='OK'", ["tr-a"]],
    ["status = 'OK' AND status = 'ERROR'", []],
    ["timestamp_ms >= 2000", ["tr-b"]],
    ["timestamp_ms < 2000", ["tr-a"]],
    ["timestamp_ms != 1000", ["tr-b"]],
    ["name LIKE 'ANS%'", []],
    ["name ILIKE 'ANS%'", ["tr-a"]],
    ["trace.text ILIKE '%50% OFF? (A_B) [C]%'", ["tr-a"]],
    ["trace.text LIKE '%nothing like it%'", []],
  ])("understands: %s", async (filter, expected) => {
    expect(await search(filter)).toEqual(expected);
  });

  it.each([
    "tags.env = prod",
    "tags.env = 'prod' AND",
    "AND tags.env = 'prod'",
    "tags.env = 'prod' name = 'answer'",
    "tags.env > 'prod'",
    "timestamp_ms > 'noon'",
    "execution_time_ms > 5",
    "tags.env = 'prod",
    "(tags.env = 'prod')",
  ])("refuses, saying what it understands: %s", async (filter) => {
    const error: unknown = await search(filter).catch((reason: unknown) => reason);
    expect(isLabelingError(error, "INVALID_ARGUMENT")).toBe(true);
    expect(error).toHaveProperty("message", expect.stringContaining(filter.trim()));
    expect(error).toHaveProperty("message", expect.stringContaining("tags.<name>"));
  });
});
