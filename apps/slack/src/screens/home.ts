import type { LabelingSession, SessionProgress } from "@labeldesk/core";
import { button, context, divider, mrkdwn, section, counted } from "@labeldesk/block-kit";
import type { HomeView, KnownBlock } from "@slack/types";
import type { ReviewerPart } from "../reviewer-part.js";
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
}

/** Sessions listed each; more are counted. A Home tab holds 100 blocks. */
const SHOWN = 15;

/** The worklist of a reviewer and, below it, the board of a lead. */
export function homeView({ reviews, led, command }: HomeContent): HomeView {
  return {
    type: "home",
    blocks: [...reviewerBlocks(reviews), ...(led === undefined ? [] : leadBlocks(led, command))],
  };
}

function reviewerBlocks(reviews: HomeContent["reviews"]): KnownBlock[] {
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
    ...reviews.slice(0, SHOWN).map(({ session, part, cardUrl }) => {
      const done = mrkdwn`*${session.name}*\n${partLine(part)}`;
      if (part.left === 0) return section(done);
      const continueButton = button(HOME_ACTIONS.continue, "Continue", session.runId, {
        spoken: `Continue ${session.name}`,
        ...(cardUrl === undefined ? {} : { url: cardUrl }),
      });
      return section(done, continueButton);
    }),
    ...moreThan(reviews.length),
  ];
}

/** `▓▓░░ 14 of 25 answered · 11 left, 2 of them for later`. */
function partLine({ submitted, total, left, postponed }: ReviewerPart): string {
  const bar = progressBar({ labels: submitted, wanted: total });
  const later = postponed > 0 ? `, ${postponed} of them for later` : "";
  const open = left > 0 ? ` · ${left} left${later}` : "";
  return `${bar} ${submitted} of ${total} answered${open}`;
}

function leadBlocks(led: NonNullable<HomeContent["led"]>, command: string): KnownBlock[] {
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
    ...led.slice(0, SHOWN).flatMap(({ session, progress }) => [
      section(
        mrkdwn`*${session.name}*\n${progressBar(progress)} ${percent(progress.labels, progress.wanted)} · ${progress.labels} of ${counted(progress.wanted, "answer")} · ${progress.items.complete} of ${counted(progress.items.total - progress.items.excluded, "trace")} complete`,
        button(HOME_ACTIONS.openSession, "Open", session.runId, {
          spoken: `Open ${session.name}`,
        }),
      ),
      context(mrkdwn`${reviewersLine(progress)}`),
    ]),
    ...moreThan(led.length),
  ];
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
export function reviewersLine({ reviewers }: SessionProgress): string {
  if (reviewers.length === 0) return "Nobody is assigned yet.";
  const shown = reviewers
    .slice(0, 8)
    .map(({ reviewer, submitted, left }) => `${reviewer} ${submitted}/${submitted + left}`);
  const more = reviewers.length > 8 ? ` · ${reviewers.length - 8} more` : "";
  return shown.join(" · ") + more;
}
