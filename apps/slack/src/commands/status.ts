import type { LabelingSession, ReviewerProgress } from "@labeldesk/core";
import { context, counted, mrkdwn, oneLine, section } from "@labeldesk/block-kit";
import type { KnownBlock } from "@slack/types";
import { readAgreement, type SessionAgreement } from "../lead/read-agreement.js";
import { AGREEMENT_NOTE, agreementLine } from "../screens/agreement.js";
import { progressLine } from "../screens/session-card.js";
import { answeredOf, stateAndDue } from "../screens/session-words.js";
import type { Command } from "./command.js";
import { sessionOf } from "./pick-session.js";

/** Reviewers listed at once. */
const SHOWN = 40;

/** Questions listed at once; a message holds 50 blocks. */
const QUESTIONS_SHOWN = 20;

export const statusCommand: Command = {
  name: "status",
  usage: "status [session]",
  summary: "Shows how far a session and each of its reviewers is, and how far they agree.",
  leadsOnly: true,
  async run(call) {
    const session = await sessionOf(call, "status");
    if (session === undefined) return;
    const { desk } = call;
    const progress = await desk.review.progress(session.runId);
    const agreement = await readAgreement(desk, session);
    const lines = progress.reviewers.slice(0, SHOWN).map((entry) => reviewerLine(session, entry));
    const hidden = progress.reviewers.length - lines.length;
    await call.reply({
      text: `${session.name}: ${progressLine(progress)}`,
      blocks: [
        section(
          mrkdwn`*${session.name}*${stateAndDue(session, desk.clock.nowMs())}\n${progressLine(progress)}`,
        ),
        section(mrkdwn`${lines.length === 0 ? "Nobody is assigned yet." : lines.join("\n")}`),
        ...(hidden > 0 ? [context(mrkdwn`${hidden} more reviewers are not shown.`)] : []),
        ...questionBlocks(session, agreement),
        context(mrkdwn`${session.runId}`),
      ],
    });
  },
};

/** `ana@example.com: 14 of 25 · 2 for later · 1 passed on`. */
function reviewerLine(session: LabelingSession, entry: ReviewerProgress): string {
  const { reviewer, postponed, declined } = entry;
  const later = postponed > 0 ? ` · ${postponed} for later` : "";
  const passedOn = declined > 0 ? ` · ${declined} passed on` : "";
  return `${reviewer}: ${answeredOf(session, entry)}${later}${passedOn}`;
}

/** What was said to each question, how far the reviewers agree, and how often they do not. */
export function questionBlocks(
  { labelSchemas }: Pick<LabelingSession, "labelSchemas">,
  { questions, passes, disagreements }: SessionAgreement,
): KnownBlock[] {
  const asked = labelSchemas.flatMap((schema) => {
    const agreement = questions.find(({ name }) => name === schema.name);
    return agreement === undefined ? [] : [{ schema, agreement }];
  });
  if (asked.every(({ agreement }) => agreement.ratings === 0)) return [];
  const hidden = asked.length - QUESTIONS_SHOWN;
  const isCompared = asked.some(({ agreement }) => agreement.alpha?.kind === "value");
  return [
    ...asked
      .slice(0, QUESTIONS_SHOWN)
      .map(({ schema, agreement }) =>
        section(
          mrkdwn`*${oneLine(schema.title, 150)}*\n${agreementLine(schema, agreement, passes.get(schema.name))}`,
        ),
      ),
    ...(hidden > 0 ? [context(mrkdwn`${hidden} more questions are not shown.`)] : []),
    ...(disagreements > 0
      ? [section(mrkdwn`The reviewers disagree on ${counted(disagreements, "trace")}.`)]
      : []),
    ...(isCompared ? [context(mrkdwn`${AGREEMENT_NOTE}`)] : []),
  ];
}
