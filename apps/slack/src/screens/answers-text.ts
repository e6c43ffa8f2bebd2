import type { Answer, LabelSchema } from "@labeldesk/core";
import { describeAnswer, ellipsis, richText } from "@labeldesk/block-kit";
import type { RichTextBlock } from "@slack/types";

/**
 * Answers under their questions, in the questions' order; `undefined` when there are none. Typed text is shown as it is,
 * never as markup. `maxChars`: of each answer; absent, every word is there.
 */
export function answersText(
  schemas: readonly LabelSchema[],
  answers: readonly Answer[],
  maxChars = Number.POSITIVE_INFINITY,
): RichTextBlock | undefined {
  const elements = schemas.flatMap((schema) => {
    const answer = answers.find(({ name }) => name === schema.name);
    if (answer === undefined) return [];
    const question = `${ellipsis(schema.title, 100)} `;
    const given = `${ellipsis(describeAnswer(schema, answer, "whole"), maxChars)}\n`;
    return [
      { type: "text" as const, text: question, style: { bold: true } },
      { type: "text" as const, text: given },
    ];
  });
  return elements.length === 0 ? undefined : richText([{ type: "rich_text_section", elements }]);
}
