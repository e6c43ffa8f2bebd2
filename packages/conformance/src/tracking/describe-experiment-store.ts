import { ExperimentId } from "@labeldesk/core";
import { expect, it } from "vitest";
import { abortedOptions, codeOf, rejectionOf, tick, unique } from "./expectations.js";
import { describePort } from "./port-suite.js";
import { accessCases } from "./access-cases.js";
import { BEN } from "./samples.js";
import type { HarnessOf, PortSuite } from "./tracking-harness.js";

/** What {@link describeExperimentStore} needs. */
export type ExperimentStoreHarness = HarnessOf<"experiments" | "access">;

/** Registers the suite of `ExperimentStore` and `ExperimentAccess`. */
export function describeExperimentStore(suite: PortSuite<ExperimentStoreHarness>): void {
  describePort("ExperimentStore", suite, (fixture) => {
    it.each(["support bot", `Ana's 100% "good" – Größe 大きさ`])(
      "finds an experiment by its id and by its exact name: %s",
      async (words) => {
        const { tracking, createExperiment } = fixture();
        const name = unique(words);
        const experimentId = await createExperiment(name);
        const experiment = { experimentId, name };
        expect(await tracking.experiments.getExperiment(experimentId)).toEqual(experiment);
        expect(await tracking.experiments.findExperimentByName(name)).toEqual(experiment);
      },
    );

    it.each(["999999999", "no-such-experiment"])("has no experiment with the id %s", async (id) => {
      const { experiments } = fixture().tracking;
      expect(await codeOf(experiments.getExperiment(ExperimentId.parse(id)))).toBe("NOT_FOUND");
    });

    it("finds nothing under a name that no experiment has", async () => {
      const { experiments } = fixture().tracking;
      expect(await experiments.findExperimentByName(unique("nobody"))).toBeUndefined();
    });

    it("searches by a part of the name in any letter case, the last changed first", async () => {
      const { tracking, createExperiment } = fixture();
      const word = unique("Billing");
      const older = await createExperiment(`${word} older`);
      await tick();
      const newer = await createExperiment(`the newer ${word}`);
      const found = await tracking.experiments.searchExperiments(word.toUpperCase(), 10);
      expect(found.map(({ experimentId }) => experimentId)).toEqual([newer, older]);
    });

    it("finds at most as many as asked for, and all of them by an empty text", async () => {
      const { tracking, createExperiment } = fixture();
      await createExperiment();
      expect(await tracking.experiments.searchExperiments("", 2)).toHaveLength(2);
    });

    it.each(["%", "_", "'", "\\"])("takes %s in a search as the character it is", async (sign) => {
      const { tracking, createExperiment } = fixture();
      const word = unique("sign");
      const wanted = await createExperiment(`${word}${sign}end`);
      await createExperiment(`${word}+end`);
      const found = await tracking.experiments.searchExperiments(`${word}${sign}e`, 10);
      expect(found.map(({ experimentId }) => experimentId)).toEqual([wanted]);
    });

    it("rejects with the reason of a signal that is aborted already", async () => {
      const { experiments } = fixture().tracking;
      const aborted = abortedOptions();
      const { experimentId } = fixture();
      const calls = [
        experiments.getExperiment(experimentId, aborted),
        experiments.findExperimentByName("any", aborted),
        experiments.searchExperiments("", 1, aborted),
      ];
      for (const reason of await Promise.all(calls.map(rejectionOf))) {
        expect(reason).toBe(aborted.reason);
      }
    });
  });

  describePort("ExperimentAccess", suite, (fixture) => {
    it("grants people what they need and names those without an account, or says that there are no permissions", async () => {
      const { tracking, experimentId } = fixture();
      const outcome = await tracking.access.grantEdit(experimentId, [BEN]);
      const accountedFor =
        outcome.kind === "granted" ? [...outcome.users, ...outcome.unknownUsers] : [BEN];
      expect(accountedFor).toEqual([BEN]);
    });

    it("rejects with the reason of a signal that is aborted already", async () => {
      const { tracking, experimentId } = fixture();
      const aborted = abortedOptions();
      const granting = tracking.access.grantEdit(experimentId, [BEN], aborted);
      expect(await rejectionOf(granting)).toBe(aborted.reason);
    });

    accessCases(fixture);
  });
}
