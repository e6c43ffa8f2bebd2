import type { LabelingSession, SessionProgress } from "@labeldesk/core";
import {
  actions,
  button,
  context,
  link,
  mrkdwn,
  oneLine,
  section,
  counted,
} from "@labeldesk/block-kit";
import type { Button, KnownBlock } from "@slack/types";
import type { MessageContent } from "../jobs/post.js";
import type { ImportState } from "../store/session-cards.js";
import { progressBar, reviewersLine } from "./home.js";
import { dueMark, stateMark } from "./session-words.js";
import { enumerate, percent } from "./words.js";

/** Action ids of the session card; their value is the session's run id. */
export const SESSION_ACTIONS = {
  add: "session.add",
  people: "session.people",
  show: "session.show",
  sync: "session.sync",
  resume: "session.resume",
  reopen: "session.reopen",
  openInMlflow: "session.open-in-mlflow",
} as const;

/** The lead's card of a session: how far it is, and what can be done with it. */
export function sessionCard(card: {
  readonly session: LabelingSession;
  readonly progress: SessionProgress;
  readonly importState: ImportState;
  readonly url: string | undefined;
  readonly nowMs: number;
}): MessageContent {
  const { session, progress, importState, url, nowMs } = card;
  const questions = session.labelSchemas.map(({ name }) => name).join(", ");
  const asked = `Questions: ${questions}${dueMark(session, nowMs)}`;
  const where =
    url === undefined ? mrkdwn`${asked}` : mrkdwn`${asked} · ${link(url, "Open in MLflow")}`;
  return {
    text: `${session.name}: ${progress.labels} of ${counted(progress.wanted, "answer")}`,
    blocks: [
      section(mrkdwn`*${session.name}*${stateMark(session)}\n${stateLine(importState, progress)}`),
      context(mrkdwn`${reviewersLine(session, progress)}`),
      context(where),
      ...importRemarks(importState),
      actions(`session.${session.runId}`, [
        button(SESSION_ACTIONS.add, "Add traces", session.runId),
        button(SESSION_ACTIONS.people, "Reviewers", session.runId),
        button(SESSION_ACTIONS.show, "Show answers", session.runId),
        button(SESSION_ACTIONS.sync, "Sync", session.runId),
        ...goOn(session),
      ]),
    ],
  };
}

/** The way out of a state in which nobody gets anything. */
function goOn({ state, runId }: LabelingSession): Button[] {
  switch (state) {
    case "open":
      return [];
    case "paused":
      return [button(SESSION_ACTIONS.resume, "Resume", runId, { primary: true })];
    case "closed":
      return [button(SESSION_ACTIONS.reopen, "Reopen", runId)];
  }
}

function stateLine(importState: ImportState, progress: SessionProgress): string {
  switch (importState.kind) {
    case "running":
      return importState.found === 0
        ? "Looking for traces …"
        : `Adding traces … ${importState.done} of ${importState.found}`;
    case "failed":
      return `No traces were added: ${importState.sentence}`;
    case "none":
    case "done":
      return progressLine(progress);
  }
}

/** `▓▓░░ 61 % · 46 of 75 answers · 20 of 25 traces complete`. */
export function progressLine(progress: SessionProgress): string {
  const { items, labels, wanted, unpublished } = progress;
  if (items.total === 0) return "No traces yet.";
  const open = items.total - items.excluded;
  const excluded = items.excluded > 0 ? ` · ${items.excluded} not reviewable` : "";
  const waiting = unpublished > 0 ? ` · ${unpublished} not yet in MLflow` : "";
  return `${progressBar(progress)} ${percent(labels, wanted)} · ${labels} of ${counted(wanted, "answer")} · ${items.complete} of ${counted(open, "trace")} complete${excluded}${waiting}`;
}

function importRemarks(state: ImportState): KnownBlock[] {
  if (state.kind !== "done") return [];
  const remarks = [
    state.present > 0 ? `${counted(state.present, "trace")} were in the session already.` : "",
    state.missing > 0 ? `${counted(state.missing, "trace")} could not be found.` : "",
    state.foreign > 0
      ? `${counted(state.foreign, "trace")} belong to another experiment and were left out.`
      : "",
    state.unknownReviewers.length > 0
      ? `The traces name people who do not review this session: ${enumerate(named(state.unknownReviewers))}.`
      : "",
  ].filter((remark) => remark !== "");
  return remarks.length === 0 ? [] : [context(mrkdwn`${remarks.join(" ")}`)];
}

/** At most this many names; more are counted. */
const NAMED = 5;

function named(names: readonly string[]): readonly string[] {
  const shown = names.slice(0, NAMED).map((name) => oneLine(name, 60));
  const hidden = names.length - shown.length;
  return hidden > 0 ? [...shown, `${hidden} more`] : shown;
}
