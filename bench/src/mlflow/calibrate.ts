import { startContestant } from "./contestant-process.ts";
import type { Programs } from "./contestant-process.ts";
import { workOf } from "./compete.ts";
import type { Sendings } from "./compete.ts";
import type { Sending, Step } from "./protocol.ts";
import { makeWorld } from "./world.ts";
import type { Sizes, World } from "./world.ts";

const SENDINGS: readonly Sending[] = (["kept", "fresh"] as const).flatMap((connections) =>
  [1, 4, 8, 16].map((concurrency) => ({ connections, concurrency })),
);
/** What the floor tries: everything twice, apart, since a busy moment of the machine must not decide. */
const TRIALS: readonly Sending[] = [...SENDINGS, ...SENDINGS];

/** Labels of so many traces tell how all are best sent. */
const SAMPLE = 20;

/** Finds how each kind of step is sent fastest on this server: by doing it in every way. */
export async function calibrate(url: string, sizes: Sizes, programs: Programs): Promise<Sendings> {
  // Every trial gets a dataset of its own: all of them sync into an empty one.
  const world = await makeWorld(url, { ...sizes, datasets: TRIALS.map(() => 0) });
  const best = new Map<string, { readonly seconds: number; readonly sending: Sending }>();
  for (const [index, sending] of TRIALS.entries()) {
    for (const [work, seconds] of await tryOut(world, index, sending, programs)) {
      const before = best.get(work);
      if (before === undefined || seconds < before.seconds) best.set(work, { seconds, sending });
    }
  }
  return new Map([...best].map(([work, { sending }]) => [work, sending]));
}

/** What a kind of work took. */
type Trial = readonly [work: string, seconds: number];

async function tryOut(
  { task, datasets }: World,
  index: number,
  sending: Sending,
  programs: Programs,
): Promise<readonly Trial[]> {
  const { datasetId = "" } = datasets[index] ?? {};
  const named = { ...task, sessionName: `${task.sessionName} ${index}` };
  const steps: readonly Step[] = [
    { kind: "create" },
    { kind: "read" },
    { kind: "label", traces: SAMPLE },
    { kind: "progress" },
    { kind: "sync", datasetId },
    { kind: "sync", datasetId, isWarm: true },
  ];
  const floor = await startContestant("floor", named, programs);
  try {
    await floor.take({ kind: "connect" });
    const tried: Trial[] = [];
    for (const step of steps) {
      const { seconds } = await floor.take({ ...step, sending });
      tried.push([workOf(step), seconds]);
    }
    return tried;
  } finally {
    await floor.stop();
  }
}
