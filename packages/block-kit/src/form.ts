import type { KnownBlock, ModalView } from "@slack/types";
import { ACTIONS } from "./action-ids.js";
import { context, divider, section } from "./blocks/blocks.js";
import { countBytes } from "./blocks/measure.js";
import { plainText } from "./blocks/text-objects.js";
import { place, type Card } from "./card.js";
import { BUDGETS, SLACK_LIMITS } from "./limits.js";
import { questionBlocks } from "./questions/question-blocks.js";
import { ellipsis, oneLine } from "./text/cut-text.js";
import { renderTraceExcerpt } from "./trace/excerpt-blocks.js";

/** The questions of one item in a modal. */
export interface Form extends Omit<Card, "rendering" | "hasGuidelines"> {
  /** `answer`: first answers, then the next item. `edit`: a change of answers given before. */
  readonly mode: "answer" | "edit";
  /** Said above everything, such as why the card could not take the answers. */
  readonly notice?: string | undefined;
}

/** What is tried in turn when a form outgrows Slack: long earlier answers are shown instead of edited, then less of the trace. */
const SIZES = [
  { maxEditableChars: SLACK_LIMITS.inputValue, share: 1 },
  { maxEditableChars: 1000, share: 0.5 },
  { maxEditableChars: 200, share: 0.1 },
] as const;

/** Draws the form: the excerpt, then the questions, filled with the earlier answers. `private_metadata` is the ref. */
export function renderForm(form: Form): ModalView {
  const views = SIZES.map((size) => () => layOut(form, size));
  for (const view of views) {
    const drawn = view();
    if (countBytes(drawn) <= BUDGETS.viewBytes) return drawn;
  }
  return layOut(form, SIZES[2]);
}

function layOut(form: Form, size: (typeof SIZES)[number]): ModalView {
  const words = form.mode === "edit" ? "Save" : "Submit and next";
  return {
    type: "modal",
    callback_id: ACTIONS.formSubmit,
    title: plainText(ellipsis(place(form), SLACK_LIMITS.modalTitle), SLACK_LIMITS.modalTitle),
    submit: plainText(words, SLACK_LIMITS.modalTitle),
    close: plainText("Cancel", SLACK_LIMITS.modalTitle),
    private_metadata: form.ref,
    blocks: [
      ...notice(form),
      context(plainText(oneLine(form.sessionName, SLACK_LIMITS.placeholder))),
      ...excerptPart(form, size.share),
      divider(),
      ...questionBlocks(form.schemas, { ...form, ...size, surface: "modal" }),
    ],
  };
}

function notice({ notice: words }: Form): readonly KnownBlock[] {
  return words === undefined ? [] : [section(plainText(ellipsis(words, SLACK_LIMITS.sectionText)))];
}

function excerptPart({ view }: Form, share: number): readonly KnownBlock[] {
  const { blocks, hidden } = renderTraceExcerpt(view, {
    requestChars: BUDGETS.requestChars * share,
    answerChars: BUDGETS.answerChars * share,
  });
  const more =
    hidden === undefined ? [] : [context(plainText(`In all: ${hidden}. Show all is on the card.`))];
  return [...blocks, ...more];
}
