import type { LabelSchema } from "@labeldesk/core";
import { countBlockText } from "../blocks/measure.js";
import { BUDGETS } from "../limits.js";
import { counted } from "../text/words.js";
import { questionBlocks } from "./question-blocks.js";

/** How a card asks: by one click, by fields in the message, or by a button that opens a form. `why` is for people. */
export type Rendering =
  | { readonly kind: "oneClick" }
  | { readonly kind: "inline" }
  | { readonly kind: "form"; readonly why: string };

/** About what Slack shows of a button before it cuts. */
const VISIBLE_BUTTON_CHARS = 30;
/** Blocks of a card beside the questions. */
const OTHER_BLOCKS = 20;

/** Chooses the fastest rendering that the questions allow. */
export function chooseRendering(schemas: readonly LabelSchema[]): Rendering {
  if (isOneClick(schemas)) return { kind: "oneClick" };
  if (schemas.length > BUDGETS.inlineQuestions)
    return form(`${counted(schemas.length, "question")} are too many for one message.`);
  const blocks = questionBlocks(schemas, { surface: "message", render: 0, ref: "fit" });
  if (
    blocks.length > BUDGETS.messageBlocks - OTHER_BLOCKS ||
    countBlockText(blocks) > BUDGETS.questionChars
  )
    return form("The questions and their options are too long for one message.");
  return { kind: "inline" };
}

function isOneClick(schemas: readonly LabelSchema[]): boolean {
  const [only, ...others] = schemas;
  if (only?.input.kind !== "passFail" || others.length > 0) return false;
  const { positiveLabel, negativeLabel } = only.input;
  return Math.max(positiveLabel.length, negativeLabel.length) <= VISIBLE_BUTTON_CHARS;
}

function form(why: string): Rendering {
  return { kind: "form", why };
}
