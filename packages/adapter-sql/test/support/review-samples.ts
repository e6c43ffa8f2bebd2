import {
  ExperimentId,
  ItemId,
  ReviewerEmail,
  RunId,
  TraceId,
  type Item,
  type LabelingSession,
  type NewSubmission,
  type SubmissionKey,
} from "@labeldesk/core";

export const ana = ReviewerEmail.parse("ana@example.com");
export const runId = RunId.parse("run-1");
const itemId = ItemId.parse("item-1");
const source = { kind: "trace", traceId: TraceId.parse("tr-1") } as const;

export const key: SubmissionKey = { runId, itemId, reviewer: ana };
export const item: Item = { runId, itemId, source, state: "pending" };

export const session: LabelingSession = {
  runId,
  experimentId: ExperimentId.parse("1"),
  name: "Answers of May",
  labelSchemas: [
    {
      name: "correct",
      type: "feedback",
      title: "Is the answer correct?",
      input: { kind: "passFail", positiveLabel: "Yes", negativeLabel: "No" },
      enableComment: false,
    },
  ],
  assignedUsers: [ana],
  away: [],
  labelsPerTrace: "everyone",
  dealing: { strategy: "first-come" },
  blind: true,
  enableMultiTurnChat: false,
  createdBy: ana,
  state: "open",
  lifecycle: "active",
  createdAtMs: 0,
};

/** Answers for {@link item}; each gesture is a revision. */
export function submissionBy(gesture: string): NewSubmission {
  const answers = [{ name: "correct", value: true }];
  return { ...key, source, answers, offeredAtMs: 0, acceptedAtMs: Date.now(), gesture };
}
