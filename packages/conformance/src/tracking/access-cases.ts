import { expect, it } from "vitest";
import { abortedOptions, rejectionOf } from "./expectations.js";
import type { PortFixture } from "./port-suite.js";
import { BEN } from "./samples.js";
import type { HarnessOf } from "./tracking-harness.js";

/** How access is taken back. */
export function accessCases(fixture: () => PortFixture<HarnessOf<"access">>): void {
  it("takes back what people had, twice without harm, and accounts for everybody, or says that there are no permissions", async () => {
    const { tracking, experimentId } = fixture();
    await tracking.access.grantEdit(experimentId, [BEN]);
    const first = await tracking.access.revokeEdit(experimentId, [BEN]);
    const accountedFor =
      first.kind === "revoked"
        ? [...first.users, ...first.keptUsers, ...first.unknownUsers]
        : [BEN];
    expect(accountedFor).toEqual([BEN]);
    expect(await tracking.access.revokeEdit(experimentId, [BEN])).toEqual(first);
  });

  it("takes nothing back for a signal that is aborted already", async () => {
    const { tracking, experimentId } = fixture();
    const aborted = abortedOptions();
    const revoking = tracking.access.revokeEdit(experimentId, [BEN], aborted);
    expect(await rejectionOf(revoking)).toBe(aborted.reason);
  });
}
