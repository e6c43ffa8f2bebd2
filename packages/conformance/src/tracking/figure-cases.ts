import { RunId, type SessionFigure, type SessionFigures } from "@labeldesk/core";
import { expect, it } from "vitest";
import { abortedOptions, codeOf, rejectionOf } from "./expectations.js";
import type { PortFixture } from "./port-suite.js";
import { newSession } from "./samples.js";
import type { HarnessOf } from "./tracking-harness.js";

const alpha = (question: string, value: number | undefined): SessionFigure => ({
  kind: "question",
  question,
  measure: "alpha",
  value,
});

function figuresOf(atMs: number, ...more: readonly SessionFigure[]): SessionFigures {
  return { atMs, figures: [{ kind: "session", measure: "items", value: 3 }, ...more] };
}

/** What becomes of a session's figures. How they show is each store's own. */
export function figureCases(fixture: () => PortFixture<HarnessOf<"sessions">>): void {
  const store = () => fixture().tracking.sessions;
  const create = async () =>
    (await store().createSession(newSession(fixture().experimentId))).runId;

  it("takes figures again and again, with a value, without one, and with one again; the session stays as it was", async () => {
    const runId = await create();
    const before = await store().getSession(runId);
    await store().saveFigures(runId, figuresOf(1_000, alpha("is_correct", undefined)));
    await store().saveFigures(runId, figuresOf(2_000, alpha("is_correct", 1 / 3)));
    await store().saveFigures(runId, figuresOf(2_000, alpha("is_correct", 1 / 3)));
    await store().saveFigures(runId, figuresOf(3_000, alpha("is_correct", undefined)));
    await store().saveFigures(runId, figuresOf(1_000, alpha("is_correct", -1)));
    expect(await store().getSession(runId)).toEqual(before);
  });

  it.each([
    "is_correct",
    "a/b:c",
    "..",
    "50 % – Größe 大きさ 🏠\n\\",
    "n".repeat(250),
    "/".repeat(250),
  ])("takes figures of a question of any name: %s", async (name) => {
    const runId = await create();
    const saving = store().saveFigures(runId, figuresOf(1_000, alpha(name, 0.5)));
    expect(await codeOf(saving)).toBe("no error");
  });

  it("takes figures of a closed session, and none of a deleted or unknown one", async () => {
    const runId = await create();
    await store().updateSession(runId, { state: "closed" });
    await store().saveFigures(runId, figuresOf(1_000));
    await store().deleteSession(runId);
    expect(await codeOf(store().saveFigures(runId, figuresOf(2_000)))).toBe("CONFLICT");
    const nowhere = RunId.parse("0".repeat(32));
    expect(await codeOf(store().saveFigures(nowhere, figuresOf(1_000)))).toBe("NOT_FOUND");
  });

  it("rejects figures with the reason of a signal that is aborted already", async () => {
    const runId = await create();
    const aborted = abortedOptions();
    const saving = store().saveFigures(runId, figuresOf(1_000), aborted);
    expect(await rejectionOf(saving)).toBe(aborted.reason);
  });
}
