import { RunId, type JobHandlers } from "@labeldesk/core";
import { z } from "zod";
import type { Desk } from "../desk.js";
import { changeState } from "../lead/change-state.js";
import { createSession, importTraces } from "../lead/create-session-job.js";
import { deleteSession, DeleteWish } from "../lead/delete-session.js";
import { NewSessionWish, Selection } from "../lead/new-session-wish.js";
import { PeopleWish, setPeople } from "../lead/people-wish.js";
import { drawSessionCard } from "../lead/session-card-job.js";
import { runSync, SyncWish } from "../lead/sync-job.js";
import { JOBS } from "./kinds.js";

const SessionPayload = z.object({ runId: RunId });
const ImportPayload = SessionPayload.extend({ selection: Selection });

/** What leads set in motion. */
export function leadJobHandlers(desk: Desk): JobHandlers {
  return {
    async [JOBS.createSession]({ payload }) {
      await createSession(desk, NewSessionWish.parse(payload));
    },
    async [JOBS.importTraces]({ payload }) {
      const { runId, selection } = ImportPayload.parse(payload);
      await importTraces(desk, runId, selection);
    },
    async [JOBS.setPeople]({ payload }) {
      await setPeople(desk, PeopleWish.parse(payload));
    },
    async [JOBS.sessionState]({ payload }) {
      await changeState(desk, SessionPayload.parse(payload).runId);
    },
    async [JOBS.deleteSession]({ payload }) {
      await deleteSession(desk, DeleteWish.parse(payload));
    },
    async [JOBS.sessionCard]({ payload }) {
      await drawSessionCard(desk, SessionPayload.parse(payload).runId);
    },
    async [JOBS.sync]({ payload }) {
      await runSync(desk, SyncWish.parse(payload));
    },
  };
}
