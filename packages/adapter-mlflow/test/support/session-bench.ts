import type { NewTrace, TrackingHarness } from "@labeldesk/conformance";
import { LabelSchema, NewLabelingSession, ReviewerEmail } from "@labeldesk/core";
import type { ExperimentId, Item, LabelingSession, RunId, TraceId } from "@labeldesk/core";
import { startMlflow } from "@labeldesk/mlflow-server";
import type {
  MlflowInstallation,
  MlflowServer,
  StartMlflowOptions,
} from "@labeldesk/mlflow-server";
import { afterAll, beforeAll } from "vitest";
import { openHarness } from "./mlflow-harness.js";
import { rest } from "./rest.js";
import type { Fields, Rest } from "./rest.js";

export const QUEUES = "/api/3.0/mlflow/review-queues";
export const person = (name: string) => ReviewerEmail.parse(`${name}@example.com`);
export const ANA = person("ana");
export const question = LabelSchema.parse({
  name: "is_correct",
  type: "feedback",
  title: "Is it correct?",
  input: { kind: "passFail" },
});
export const itemOf = (traceId: TraceId) => ({ source: { kind: "trace", traceId } }) as const;

/** A real server with one experiment, the adapter on it, and what another program does beside it. */
export interface SessionBench {
  readonly url: string;
  readonly harness: TrackingHarness;
  readonly other: Rest;
  readonly experimentId: ExperimentId;
}

/** Starts a server for the tests of a file and gives the bench to them. It may be asked for in hooks and tests only. */
export function sessionBench(
  mlflow: MlflowInstallation,
  backend: StartMlflowOptions["backend"] = { kind: "sqlite" },
): () => SessionBench {
  let server: MlflowServer | undefined;
  let bench: SessionBench | undefined;
  beforeAll(async () => {
    if (mlflow.kind === "missing") return;
    server = await startMlflow({ mlflow: mlflow.mlflow, backend });
    const { url } = server;
    const harness = openHarness({ url });
    const experimentId = await harness.createExperiment();
    bench = { url, harness, other: rest(url), experimentId };
  });
  afterAll(async () => {
    await bench?.harness.close();
    await server?.stop();
  });
  return () => {
    if (bench === undefined) throw new Error("The server runs only while the tests do.");
    return bench;
  };
}

/** A session to create; everything that is not given is plain. */
export function newSession(
  { experimentId }: SessionBench,
  changes: Partial<NewLabelingSession> = {},
): NewLabelingSession {
  return NewLabelingSession.parse({
    experimentId,
    name: `Session ${crypto.randomUUID()}`,
    labelSchemas: [question],
    assignedUsers: [ANA],
    createdBy: ANA,
    ...changes,
  });
}

export async function makeSession(
  bench: SessionBench,
  changes?: Partial<NewLabelingSession>,
): Promise<LabelingSession> {
  return await bench.harness.tracking.sessions.createSession(newSession(bench, changes));
}

export async function makeTraces(
  { harness, experimentId }: SessionBench,
  count: number,
  trace: NewTrace = {},
): Promise<readonly TraceId[]> {
  const made = Array.from({ length: count }, () => harness.createTrace(experimentId, trace));
  return await Promise.all(made);
}

export async function listItems({ harness }: SessionBench, runId: RunId): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const item of harness.tracking.items.listItems(runId)) items.push(item);
  return items;
}

/** The tags of a session's run. */
export async function runTags(
  { other }: SessionBench,
  runId: RunId,
): Promise<ReadonlyMap<string, string>> {
  const { run } = await other.get(`/api/2.0/mlflow/runs/get?run_id=${runId}`);
  const tags: readonly { key: string; value: string }[] = JSON.parse(
    JSON.stringify(run?.["data"]?.["tags"]),
  );
  return new Map(tags.map(({ key, value }) => [key, value]));
}

/** The review queue that a session's run names. */
export async function queueOf(
  bench: SessionBench,
  { runId }: Pick<LabelingSession, "runId">,
): Promise<Fields> {
  const queueId = (await runTags(bench, runId)).get("labeldesk.queueId");
  return await bench.other.get(`${QUEUES}/get?queue_id=${queueId}`);
}
