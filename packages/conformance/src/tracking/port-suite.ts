import type { ExperimentId } from "@labeldesk/core";
import { afterAll, beforeAll, describe } from "vitest";
import type { TrackingHarness, TrackingSuite } from "./tracking-harness.js";

/** What the tests of one port share: an open store and one experiment in it. */
export interface PortFixture extends TrackingHarness {
  readonly experimentId: ExperimentId;
}

/** Registers the tests of one port. `fixture` may be called in hooks and tests only. */
export function describePort(
  port: string,
  suite: TrackingSuite,
  defineTests: (fixture: () => PortFixture) => void,
): void {
  const why = suite.skip === undefined ? "" : ` (skipped: ${suite.skip})`;
  describe.skipIf(suite.skip !== undefined)(`${port}: ${suite.name}${why}`, () => {
    let fixture: PortFixture | undefined;
    beforeAll(async () => {
      const harness = await suite.open();
      // Not spread: a harness may be an object of a class.
      fixture = {
        tracking: harness.tracking,
        createExperiment: (name) => harness.createExperiment(name),
        createTrace: (experimentId, trace) => harness.createTrace(experimentId, trace),
        deleteTrace: (experimentId, traceId) => harness.deleteTrace(experimentId, traceId),
        createRun: (experimentId) => harness.createRun(experimentId),
        close: () => harness.close(),
        experimentId: await harness.createExperiment(),
      };
    });
    afterAll(() => fixture?.close());
    defineTests(() => fixture ?? notOpen());
  });
}

function notOpen(): never {
  throw new Error("The store is open only while its tests run.");
}
