import { TraceId, traceIdsOf, type LabelingSession } from "@labeldesk/core";
import { openAnswers } from "../lead/show-answers.js";
import type { Command, CommandCall } from "./command.js";
import { managedSessions } from "./find-session.js";
import { sessionOf } from "./pick-session.js";

export const showCommand: Command = {
  name: "show",
  usage: "show [session or trace id]",
  summary: "Shows one trace with everybody's answers.",
  leadsOnly: true,
  async run(call) {
    const byTrace = await sessionWithTrace(call);
    if (byTrace !== undefined) {
      await openAnswers(call.desk, byTrace.session, call.person, call.trigger, byTrace.itemId);
      return;
    }
    const session = await sessionOf(call, "show");
    if (session !== undefined) await openAnswers(call.desk, session, call.person, call.trigger);
  },
};

/** The newest session of this lead that holds the trace whose id was typed. */
async function sessionWithTrace({ desk, person, rest }: CommandCall) {
  const traceId = TraceId.safeParse(rest);
  if (!traceId.success) return undefined;
  const sessions: readonly LabelingSession[] = await managedSessions(desk, person);
  for (const session of sessions) {
    const items = await desk.review.listItems(session.runId);
    const item = items.find(({ source }) => traceIdsOf(source).includes(traceId.data));
    if (item !== undefined) return { session, itemId: item.itemId };
  }
  return undefined;
}
