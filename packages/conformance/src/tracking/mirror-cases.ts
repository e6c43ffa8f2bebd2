import { expect, it } from "vitest";
import { abortedOptions, rejectionOf } from "./expectations.js";
import type { PortFixture } from "./port-suite.js";
import { ANA, BEN, newSession, people } from "./samples.js";
import type { HarnessOf } from "./tracking-harness.js";

/** Whom a session's review queue has room for. */
export function mirrorCases(fixture: () => PortFixture<HarnessOf<"sessions">>): void {
  const store = () => fixture().tracking.sessions;

  it.each([
    ["nobody", []],
    ["two people", [BEN, ANA]],
    ["many people", people(25).toReversed()],
  ])(
    "names who is in the session's review queue and who is left out, or has none: %s",
    async (_who, users) => {
      const session = newSession(fixture().experimentId, { assignedUsers: [...users] });
      const mirror = await store().queueMirror(await store().createSession(session));
      if (mirror.kind === "none") return;
      // The first by e-mail have a place.
      expect([...mirror.users, ...mirror.leftOut]).toEqual(users.toSorted());
    },
  );

  it("does not say who is in a queue for a signal that is aborted already", async () => {
    const aborted = abortedOptions();
    const asking = store().queueMirror({ assignedUsers: [ANA] }, aborted);
    expect(await rejectionOf(asking)).toBe(aborted.reason);
  });
}
