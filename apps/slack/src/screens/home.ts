import { canBeOffered, type LabelingSession, type SessionProgress } from "@labeldesk/core";
import { button, context, divider, mrkdwn, section, counted } from "@labeldesk/block-kit";
import type { HomeView, KnownBlock } from "@slack/types";
import type { ReviewerPart } from "../reviewer-part.js";
import { answeredOf, stateAndDue } from "./session-words.js";
import { percent } from "./words.js";

/** Action ids of the Home tab. */
export const HOME_ACTIONS = {
  continue: "home.continue",
  newSession: "home.new-session",
  openSession: "home.open-session",
} as const;

/** What somebody's Home tab says. */
export interface HomeContent {
  readonly reviews: readonly {
    readonly session: LabelingSession;
    readonly part: ReviewerPart;
    /** Where the open card is; absent when none is open. */
    readonly cardUrl?: string;
  }[];
  /** Absent for people who may not lead. */
  readonly led?: readonly {
    readonly session: LabelingSession;
    readonly progress: SessionProgress;
  }[];
  readonly command: string;
  readonly nowMs: number;
}

/** Sessions listed each; more are counted. A Home tab holds 100 blocks. */
const SHOWN = 15;

/** The worklist of a reviewer and, below it, the board of a lead. */
export function homeView(content: HomeContent): HomeView {
  return { type: "home", blocks: [...reviewerBlocks(content), ...leadBlocks(content)] };
}

function reviewerBlocks({ reviews, nowMs }: HomeContent): KnownBlock[] {
  const heading = section(mrkdwn`*Your reviews*`);
  if (reviews.length === 0) {
    return [
      heading,
      section(
        mrkdwn`Nothing to review right now. When somebody asks for your judgement, it appears here and in Messages.`,
      ),
    ];
  }
  return [
    heading,
    ...openFirst(reviews, SHOWN).map(({ session, part, cardUrl }) => {
      const done = mrkdwn`*${session.name}*${stateAndDue(session, nowMs)}\n${partLine(session, part)}`;
      if (!canGoOn(session, part, cardUrl)) return section(done);
      const continueButton = button(HOME_ACTIONS.continue, "Continue", session.runId, {
        spoken: `Continue ${session.name}`,
        ...(cardUrl === undefined ? {} : { url: cardUrl }),
      });
      return section(done, continueButton);
    }),
    ...moreThan(reviews.length),
  ];
}

/** A card that is out can be answered as long as the session is not closed, also when nothing follows it. */
function canGoOn(session: LabelingSession, part: ReviewerPart, cardUrl: string | undefined) {
  if (canBeOffered(session, part.reviewer)) return part.left > 0;
  return session.state !== "closed" && cardUrl !== undefined;
}

/** `▓▓░░ 14 of 25 answered · 11 left, 2 of them for later`. */
function partLine(session: LabelingSession, part: ReviewerPart): string {
  const { submitted, total, left, postponed } = part;
  if (!canBeOffered(session, part.reviewer)) return answeredOf(session, part);
  const bar = progressBar({ labels: submitted, wanted: total });
  const later = postponed > 0 ? `, ${postponed} of them for later` : "";
  const open = left > 0 ? ` · ${left} left${later}` : "";
  return `${bar} ${submitted} of ${total} answered${open}`;
}

function leadBlocks({ led, command, nowMs }: HomeContent): KnownBlock[] {
  if (led === undefined) return [];
  const start = button(HOME_ACTIONS.newSession, "New session", "new");
  const heading = [divider(), section(mrkdwn`*Your sessions*`, start)];
  if (led.length === 0) {
    return [
      ...heading,
      section(
        mrkdwn`No sessions yet. A session takes traces, questions and people: start one here or with ${command} new.`,
      ),
    ];
  }
  return [
    ...heading,
    ...openFirst(led, SHOWN).flatMap(({ session, progress }) => [
      section(
        mrkdwn`*${session.name}*${stateAndDue(session, nowMs)}\n${progressBar(progress)} ${percent(progress.labels, progress.wanted)} · ${progress.labels} of ${counted(progress.wanted, "answer")} · ${progress.items.complete} of ${counted(progress.items.total - progress.items.excluded, "trace")} complete`,
        button(HOME_ACTIONS.openSession, "Open", session.runId, {
          spoken: `Open ${session.name}`,
        }),
      ),
      context(mrkdwn`${reviewersLine(session, progress)}`),
    ]),
    ...moreThan(led.length),
  ];
}

/** Closed sessions are not what anybody looks for first. */
function openFirst<Entry extends { readonly session: LabelingSession }>(
  entries: readonly Entry[],
  shown: number,
): readonly Entry[] {
  const isClosed = ({ session }: Entry) => Number(session.state === "closed");
  return entries.toSorted((one, other) => isClosed(one) - isClosed(other)).slice(0, shown);
}

function moreThan(total: number): KnownBlock[] {
  return total > SHOWN ? [context(mrkdwn`${total - SHOWN} more are not shown here.`)] : [];
}

/** Ten squares; said in words beside it. */
export function progressBar({
  labels,
  wanted,
}: Pick<SessionProgress, "labels" | "wanted">): string {
  const filled = wanted === 0 ? 0 : Math.min(10, Math.floor((labels / wanted) * 10));
  return "▓".repeat(filled) + "░".repeat(10 - filled);
}

/** `ana@… 25/25 · ben@… 14/25`. */
export function reviewersLine(session: LabelingSession, { reviewers }: SessionProgress): string {
  if (reviewers.length === 0) return "Nobody is assigned yet.";
  const shown = reviewers
    .slice(0, 8)
    .map((entry) => `${entry.reviewer} ${answeredOf(session, entry, "/")}`);
  const more = reviewers.length > 8 ? ` · ${reviewers.length - 8} more` : "";
  return shown.join(" · ") + more;
}
