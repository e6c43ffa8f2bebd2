import type {
  DatasetId,
  DatasetStore,
  JsonObject,
  RecordUpsert,
  SessionStore,
  SyncDigest,
  SyncOptions,
  Tracking,
} from "@labeldesk/core";
import { FACT } from "./schemas.js";
import { ana, at, createWorld, type World } from "./world.js";

export const golden = { kind: "name", name: "golden" } as const;

/** What a test puts in the way of a sync. */
export interface Disturbance {
  readonly datasets?: (datasets: DatasetStore) => Partial<DatasetStore>;
  readonly sessions?: (sessions: SessionStore) => Partial<SessionStore>;
}

/** A world whose datasets and digests are watched, and may be disturbed. */
export function createWatchedWorld({
  datasets: disturbDatasets = () => ({}),
  sessions: disturbSessions = () => ({}),
}: Disturbance = {}) {
  const sent: RecordUpsert[][] = [];
  const saved: SyncDigest[] = [];
  const watch = { sent, saved, reads: 0 };
  const world = createWorld({
    wrap: (tracking: Tracking) => {
      const disturbed = { ...tracking.datasets, ...disturbDatasets(tracking.datasets) };
      const sessions = { ...tracking.sessions, ...disturbSessions(tracking.sessions) };
      return {
        ...tracking,
        datasets: {
          ...disturbed,
          listRecords: (...args) => {
            watch.reads += 1;
            return disturbed.listRecords(...args);
          },
          upsertRecords: (datasetId, records, options) => {
            sent.push([...records]);
            return disturbed.upsertRecords(datasetId, records, options);
          },
        },
        sessions: {
          ...sessions,
          saveSyncDigest: (runId, datasetId, digest, options) => {
            saved.push(digest);
            return sessions.saveSyncDigest(runId, datasetId, digest, options);
          },
        },
      };
    },
  });
  return { world, watch };
}

/** A session over traces with the inputs `{"q": 0}`, `{"q": 1}`, …, of which Ana answered the first with "x". */
export async function openSession(world: World, count = 2) {
  const inputs = Array.from({ length: count }, (_, index) => `{"q": ${index}}`);
  const traceIds = world.addTraces(...inputs);
  const { session } = await world.openSession([FACT], traceIds);
  const answer = (value: string, index = 0, reviewer = ana) => {
    world.clock.advance(1);
    world.memory.addAssessment({
      traceId: at(traceIds, index),
      name: "fact",
      type: "expectation",
      value,
      runId: session.runId,
      source: { kind: "human", id: reviewer },
    });
  };
  answer("x");
  const sync = (options?: SyncOptions) => world.labeling.sync(session.runId, golden, options);
  return { session, traceIds, answer, sync };
}

/** The records of a dataset by the text of their inputs. */
export async function recordsOf({ memory }: World, datasetId: DatasetId) {
  const records = new Map<
    string,
    { expectations: JsonObject; tags: Readonly<Record<string, string>> }
  >();
  for await (const record of memory.tracking.datasets.listRecords(datasetId)) {
    records.set(record.inputs.text, record);
  }
  return records;
}
