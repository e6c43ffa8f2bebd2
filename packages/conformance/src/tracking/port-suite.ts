import type { ExperimentId } from "@labeldesk/core";
import { afterAll, beforeAll, describe } from "vitest";
import type { PortSuite, TrackingHarness } from "./tracking-harness.js";

/** What the tests of one port share: an open store and one experiment in it. */
export type PortFixture<Harness> = Harness & { readonly experimentId: ExperimentId };

/** Registers the tests of one port. `fixture` may be called in hooks and tests only. */
export function describePort<Harness extends Pick<TrackingHarness, "createExperiment" | "close">>(
  port: string,
  suite: PortSuite<Harness>,
  defineTests: (fixture: () => PortFixture<Harness>) => void,
): void {
  const why = suite.skip === undefined ? "" : ` (skipped: ${suite.skip})`;
  describe.skipIf(suite.skip !== undefined)(`${port}: ${suite.name}${why}`, () => {
    let fixture: PortFixture<Harness> | undefined;
    beforeAll(async () => {
      const harness = await suite.open();
      fixture = { ...harness, experimentId: await harness.createExperiment() };
    });
    afterAll(() => fixture?.close());
    defineTests(() => fixture ?? notOpen());
  });
}

function notOpen(): never {
  throw new Error("The store is open only while its tests run.");
}
