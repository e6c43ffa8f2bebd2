import type { SessionProgress } from "../assignment.js";
import type { AssignmentEntry } from "../export/export-entry.js";
import type { ReviewerEmail } from "../ids.js";
import type { WorkItem } from "../item.js";
import type { LabelingSession } from "../labeling-session.js";
import { isWithdrawn } from "../submission.js";
import { answerTimes, medianSeconds, type AnswerTime, type Timed } from "./answer-times.js";
import { countItems } from "./count-items.js";
import { countQuestions } from "./count-questions.js";
import { expectedEndMs } from "./expected-end.js";
import type { ReviewerReport, SessionReport } from "./session-report.js";

/** What a report is made of, besides the assignments. */
export interface ReportInput {
  readonly session: LabelingSession;
  /** All of the session's, in order of addition. */
  readonly items: readonly WorkItem[];
  readonly progress: SessionProgress;
  readonly nowMs: number;
}

/** Collects a report, one assignment at a time, so that nobody has to hold all of them. */
export interface ReportCollector {
  add(entry: AssignmentEntry): void;
  report(): SessionReport;
}

/** Starts a report on a session as it is at `nowMs`. */
export function collectReport(input: ReportInput): ReportCollector {
  const items = countItems(input.session, input.items);
  const questions = countQuestions(input.session);
  const timed = new Map<ReviewerEmail, Timed[]>();
  return {
    add: (entry) => {
      items.add(entry);
      const { submission } = entry;
      if (submission === undefined) return;
      const { reviewer, offeredAtMs, firstAcceptedAtMs } = submission;
      const own = timed.get(reviewer) ?? [];
      own.push({ offeredAtMs, firstAcceptedAtMs, isWithdrawn: isWithdrawn(submission) });
      timed.set(reviewer, own);
      if (entry.item.state !== "excluded" && !isWithdrawn(submission)) questions.add(submission);
    },
    report: () => {
      const { itemReports, reachable } = items.reports();
      const times = new Map([...timed].map(([reviewer, own]) => [reviewer, answerTimes(own)]));
      const all = [...times.values()].flat();
      const endMs = endOf(input, reachable, all, startOf([...timed.values()].flat()));
      const seconds = medianSeconds(all);
      return {
        ...input.progress,
        itemReports,
        questions: questions.reports(),
        reviewers: input.progress.reviewers.map((reviewer) => ({
          ...reviewer,
          ...timesOf(times.get(reviewer.reviewer) ?? []),
        })),
        ...(seconds === undefined ? {} : { medianSeconds: seconds }),
        ...(endMs === undefined ? {} : { expectedEndMs: endMs }),
      };
    },
  };
}

function timesOf(
  times: readonly AnswerTime[],
): Pick<ReviewerReport, "medianSeconds" | "lastAnswerAtMs"> {
  const seconds = medianSeconds(times);
  const last = times.at(-1);
  return {
    ...(seconds === undefined ? {} : { medianSeconds: seconds }),
    ...(last === undefined ? {} : { lastAnswerAtMs: last.atMs }),
  };
}

/** A session that offers nothing has no end in sight. */
function endOf(
  { session, nowMs }: ReportInput,
  left: number,
  times: readonly AnswerTime[],
  startedAtMs: number,
): number | undefined {
  if (session.state !== "open" || session.lifecycle === "deleted") return undefined;
  return expectedEndMs({ nowMs, left, startedAtMs, answeredAtMs: times.map(({ atMs }) => atMs) });
}

function startOf(all: readonly Timed[]): number {
  return all.reduce(
    (start, { offeredAtMs, firstAcceptedAtMs }) =>
      Math.min(start, offeredAtMs > 0 ? offeredAtMs : firstAcceptedAtMs),
    Number.POSITIVE_INFINITY,
  );
}
