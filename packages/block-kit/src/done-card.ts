import type { Answer, LabelSchema } from "@labeldesk/core";
import { ACTIONS } from "./action-ids.js";
import { blockId } from "./block-id.js";
import { button, section } from "./blocks/blocks.js";
import { escapeMrkdwn, plainText } from "./blocks/text-objects.js";
import { place, type RenderedMessage } from "./card.js";
import { describeAnswer } from "./questions/describe-answer.js";
import { ellipsis, oneLine } from "./text/cut-text.js";

/** What became of an item; `note` is added in the app's own words, such as who excluded it. */
export type DoneState =
  | {
      readonly kind: "answered";
      readonly schemas: readonly LabelSchema[];
      readonly answers: readonly Answer[];
    }
  | { readonly kind: "later" }
  | { readonly kind: "cantJudge" }
  | { readonly kind: "notReviewable"; readonly reason?: string | undefined }
  | { readonly kind: "closed"; readonly note: string };

/** A card that needs nothing more. */
export interface DoneCard {
  readonly position: number;
  readonly total: number;
  readonly done: DoneState;
  readonly render: number;
  readonly ref: string;
  /** Whether answers may still be changed. Default: yes. */
  readonly editable?: boolean | undefined;
}

const MAX_CHARS = 600;

/** Shrinks a card to one line: `7 of 25 · Correct · "ETA missing" · 2 facts`, with Edit where there are answers. */
export function renderDoneCard(card: DoneCard): RenderedMessage {
  const { done, render, ref } = card;
  const line = ellipsis([place(card), ...doneWords(done)].join(" · "), MAX_CHARS);
  const edit =
    done.kind === "answered" && card.editable !== false
      ? button(ACTIONS.edit, "Edit", ref, { spoken: `Edit: ${place(card)}` })
      : undefined;
  const id = blockId({ surface: "message", part: "actions", index: 0, render, ref });
  return { blocks: [section(plainText(line), edit, id)], text: escapeMrkdwn(line) };
}

function doneWords(done: DoneState): readonly string[] {
  switch (done.kind) {
    case "answered":
      return done.schemas.flatMap((schema) => {
        const answer = done.answers.find(({ name }) => name === schema.name);
        return answer === undefined ? [] : [describeAnswer(schema, answer)];
      });
    case "later":
      return ["Later: it comes back to you"];
    case "cantJudge":
      return ["Can't judge: somebody else is asked"];
    case "notReviewable":
      return ["Not reviewable", ...(done.reason ? [`"${oneLine(done.reason, 200)}"`] : [])];
    case "closed":
      return [done.note];
  }
}
