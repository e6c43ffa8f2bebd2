import { RunId, type LabelingSession } from "@labeldesk/core";
import { findDeliveredSession } from "../delivered-session.js";
import type { Desk } from "../desk.js";
import type { Person } from "../people.js";

/** A session that this person may manage right now, or a sentence about why not. Asked again in every step and job. */
export type Managed =
  | { readonly kind: "yes"; readonly session: LabelingSession; readonly person: Person }
  | { readonly kind: "no"; readonly why: "deleted" | "forbidden"; readonly sentence: string };

/** Checks a wish against the store: the session is delivered here, and this person may manage it. */
export async function manage(desk: Desk, slackId: string, runId: string): Promise<Managed> {
  const person = await desk.people.get(slackId);
  const wanted = RunId.safeParse(runId);
  const session = wanted.success ? await findDeliveredSession(desk.review, wanted.data) : undefined;
  if (session === undefined)
    return { kind: "no", why: "deleted", sentence: "This session was deleted." };
  if (!desk.rights.mayManage(person, session)) {
    return {
      kind: "no",
      why: "forbidden",
      sentence: `Only ${session.createdBy} and admins can manage this session.`,
    };
  }
  const experiment = await desk.tracking.experiments.getExperiment(session.experimentId);
  if (!desk.rights.mayUseExperiment(experiment)) {
    return {
      kind: "no",
      why: "forbidden",
      sentence: `Labeldesk may not use the experiment “${experiment.name}”.`,
    };
  }
  return { kind: "yes", session, person };
}
