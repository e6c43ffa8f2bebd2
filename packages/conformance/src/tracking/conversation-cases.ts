import { ExperimentId, type TraceId } from "@labeldesk/core";
import { expect, it } from "vitest";
import { abortedOptions, codeOf, rejectionOf } from "./expectations.js";
import type { PortFixture } from "./port-suite.js";
import { newAssessment, newSession } from "./samples.js";
import type { HarnessOf } from "./tracking-harness.js";

const NOON_MS = Date.UTC(2026, 9, 5, 12);

/** Ids of conversations that are alike, and those that a filter must not take for more than the text they are. */
const IDS = [
  "chat-1",
  "Chat-1",
  "chat-10",
  "chat_1",
  "a b",
  "user's chat",
  'a "quoted" one',
  "100%",
  "back\\slash",
  "back`tick",
  "x' OR name = 'y",
  "chat-1' AND status = 'ERROR",
  "会話 🏠",
  "%",
  "'",
];

/** How the turns of a conversation are read. */
export function conversationCases(
  fixture: () => PortFixture<HarnessOf<"traces" | "sessions" | "assessments", "createTrace">>,
): void {
  const read = async (experimentId: ExperimentId, conversationId: string) => {
    const { traces } = fixture().tracking;
    const turns = await traces.readConversation(experimentId, conversationId);
    return turns.map(({ traceId }) => traceId);
  };

  it("reads the turns of one conversation of one experiment, oldest first", async () => {
    const { createExperiment, createTrace } = fixture();
    const [here, elsewhere] = [await createExperiment(), await createExperiment()];
    const turn = (home: ExperimentId, sessionId: string | undefined, seconds: number) =>
      createTrace(home, {
        requestTimeMs: NOON_MS + seconds * 1_000,
        ...(sessionId === undefined ? {} : { sessionId }),
      });
    const second = await turn(here, "chat-1", 2);
    const third = await turn(here, "chat-1", 3);
    const first = await turn(here, "chat-1", 1);
    await turn(here, "chat-2", 2);
    await turn(here, undefined, 2);
    const other = await turn(elsewhere, "chat-1", 2);
    expect(await read(here, "chat-1")).toEqual([first, second, third]);
    expect(await read(elsewhere, "chat-1")).toEqual([other]);
    expect(await read(here, "chat")).toEqual([]);
  });

  it("puts turns of one millisecond in an order that stays", async () => {
    const { createExperiment, createTrace } = fixture();
    const experimentId = await createExperiment();
    const turn = { requestTimeMs: NOON_MS, sessionId: "fast" };
    const made: TraceId[] = [];
    for (let left = 3; left > 0; left -= 1) made.push(await createTrace(experimentId, turn));
    expect(await read(experimentId, "fast")).toEqual(made.toSorted());
  });

  it("takes the id of a conversation as the text it is", async () => {
    const { createExperiment, createTrace } = fixture();
    const experimentId = await createExperiment();
    const made = new Map<string, TraceId>();
    for (const sessionId of IDS)
      made.set(sessionId, await createTrace(experimentId, { sessionId }));
    for (const [sessionId, traceId] of made)
      expect([sessionId, await read(experimentId, sessionId)]).toEqual([sessionId, [traceId]]);
    for (const sessionId of ["nobody's", "CHAT-1", "chat-1%", "", "chat?1"])
      expect([sessionId, await read(experimentId, sessionId)]).toEqual([sessionId, []]);
  });

  it("gives what a search gives of a trace, assessments too", async () => {
    const { tracking, createExperiment, createTrace } = fixture();
    const experimentId = await createExperiment();
    const traceId = await createTrace(experimentId, { sessionId: "judged", inputs: `{"n": 1}` });
    const { runId } = await tracking.sessions.createSession(newSession(experimentId));
    await tracking.assessments.writeAssessment(newAssessment(traceId, runId));
    const turns = await tracking.traces.readConversation(experimentId, "judged");
    expect(turns).toEqual(await tracking.traces.getTraceInfos([traceId]));
    expect(turns[0]?.assessments).toHaveLength(1);
  });

  it("has no conversation in an experiment that does not exist", async () => {
    const reading = read(ExperimentId.parse("999999999"), "chat-1");
    expect(await codeOf(reading)).toBe("NOT_FOUND");
  });

  it("rejects the reading of a conversation with the reason of a signal that is aborted already", async () => {
    const { tracking, experimentId } = fixture();
    const aborted = abortedOptions();
    const reading = tracking.traces.readConversation(experimentId, "chat-1", aborted);
    expect(await rejectionOf(reading)).toBe(aborted.reason);
  });
}
