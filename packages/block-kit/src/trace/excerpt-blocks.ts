import type { TraceView } from "@labeldesk/trace-view";
import type { KnownBlock } from "@slack/types";
import { context, richText } from "../blocks/blocks.js";
import { plainText } from "../blocks/text-objects.js";
import { BUDGETS, SLACK_LIMITS } from "../limits.js";
import { ellipsis } from "../text/cut-text.js";
import { amount, counted } from "../text/words.js";
import { countTraceChars, outcomeChapters, turnChapter } from "./chapters.js";
import { countChars, type Chapter } from "./passage.js";
import { excerpt, excerptWithEnd } from "./render-passage.js";
import { stepsLine } from "./steps-line.js";

/** How much of a trace an excerpt may show, in characters. */
export interface ExcerptBudget {
  readonly requestChars: number;
  readonly answerChars: number;
}

/** An excerpt of a trace. `hidden` says in words how much there is in all; absent when everything is shown. */
export interface TraceExcerpt {
  readonly blocks: readonly KnownBlock[];
  readonly hidden?: string;
}

/** More answers than this are left to "Show all". */
const MAX_ANSWERS = 3;

/** What was asked, what was answered and how the app got there, cut to a budget. */
export function renderTraceExcerpt(view: TraceView, budget: ExcerptBudget = BUDGETS): TraceExcerpt {
  const request = chapterExcerpt(turnChapter(view.request), budget.requestChars, excerptWithEnd);
  const chapters = outcomeChapters(view);
  const shown =
    chapters.length <= MAX_ANSWERS ? chapters : [...chapters.slice(0, 2), ...chapters.slice(-1)];
  const answers = shareOut(shown, budget.answerChars).map(({ chapter, chars }) =>
    chapterExcerpt(chapter, chars),
  );
  const steps = stepsLine(view.steps);
  const cut = [request, ...answers].some((part) => part.cut) || shown.length < chapters.length;
  const blocks = [
    ...request.blocks,
    ...answers.flatMap((answer) => answer.blocks),
    ...(shown.length < chapters.length
      ? [context(plainText(counted(chapters.length - shown.length, "more answer")))]
      : []),
    ...(steps === undefined ? [] : [richText([steps])]),
  ];
  const complete = !cut && view.steps.length === 0 && view.earlier.length === 0;
  return complete ? { blocks } : { blocks, hidden: hiddenWords(view) };
}

/** `12 steps, 48,210 characters` */
function hiddenWords(view: TraceView): string {
  const parts = [
    ...(view.steps.length > 0 ? [counted(view.steps.length, "step")] : []),
    counted(countTraceChars(view), "character"),
  ];
  return parts.join(", ");
}

/** Short answers leave what they do not need to the longer ones. */
function shareOut(chapters: readonly Chapter[], budget: number) {
  let left = budget;
  let open = chapters.length;
  const shares = new Map<Chapter, number>();
  for (const chapter of chapters.toSorted(
    (a, b) => countChars(a.passages) - countChars(b.passages),
  )) {
    const chars = Math.floor(left / open);
    shares.set(chapter, chars);
    left -= Math.min(chars, countChars(chapter.passages));
    open -= 1;
  }
  return chapters.map((chapter) => ({ chapter, chars: shares.get(chapter) ?? 0 }));
}

function chapterExcerpt({ heading, passages }: Chapter, budget: number, cutTo = excerpt) {
  const { elements, shownChars, totalChars } = cutTo(passages, Math.max(budget, 100));
  const cut = shownChars < totalChars;
  const blocks: KnownBlock[] = [
    headingBlock(heading),
    ...(elements.length > 0 ? [richText(elements)] : []),
    ...(cut
      ? [context(plainText(`Showing ${amount(shownChars)} of ${amount(totalChars)} characters`))]
      : []),
  ];
  return { blocks, cut };
}

/** Who speaks, in small words. */
export function headingBlock(heading: string): KnownBlock {
  return context(plainText(ellipsis(heading, SLACK_LIMITS.optionText * 4)));
}
