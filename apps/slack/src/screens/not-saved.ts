import type { Answer, LabelSchema } from "@labeldesk/core";
import { context, plainText, section } from "@labeldesk/block-kit";
import type { KnownBlock, ModalView } from "@slack/types";
import type { MessageContent } from "../jobs/post.js";
import { answersText } from "./answers-text.js";
import { modal } from "./modal.js";

/** A refusal, with what was typed given back to its author. */
export function notSavedMessage(
  sentence: string,
  schemas: readonly LabelSchema[],
  answers: readonly Answer[],
): MessageContent {
  return { text: sentence, blocks: notSavedBlocks(sentence, schemas, answers) };
}

/** The same in place of a form, whose fields go with it. */
export function notSavedView(
  sentence: string,
  schemas: readonly LabelSchema[],
  answers: readonly Answer[],
): ModalView {
  return modal({
    callbackId: "not-saved",
    title: "Not saved",
    blocks: notSavedBlocks(sentence, schemas, answers),
  });
}

function notSavedBlocks(
  sentence: string,
  schemas: readonly LabelSchema[],
  answers: readonly Answer[],
): KnownBlock[] {
  const given = answersText(schemas, answers);
  return [
    section(plainText(sentence)),
    ...(given === undefined ? [] : [context(plainText("What you wrote, for you to keep:")), given]),
  ];
}
