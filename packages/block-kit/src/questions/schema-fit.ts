import type { LabelSchema } from "@labeldesk/core";
import { countBlockText, countBytes } from "../blocks/measure.js";
import { BUDGETS, SLACK_LIMITS } from "../limits.js";
import { amount, counted } from "../text/words.js";
import { choiceTexts } from "./choice-options.js";
import { questionBlocks } from "./question-blocks.js";

/** Why a question cannot be asked in Slack. `limit` names the entry of the table of limits; `message` may be shown as it is. */
export interface SchemaProblem {
  /** The question's name; absent when the questions do not fit together. */
  readonly name?: string;
  readonly limit: keyof typeof SLACK_LIMITS | keyof typeof BUDGETS;
  readonly message: string;
}

/** Words of one question, its options listed in full included; more is no question that a person reads. */
const QUESTION_TEXT_CHARS = 20_000;

/**
 * Checks one question; empty when it fits. Only what makes answering impossible counts: texts longer than a field takes
 * are announced in the field's hint instead.
 */
export function checkSchemaFitsSlack(schema: LabelSchema): readonly SchemaProblem[] {
  const problem = (limit: SchemaProblem["limit"], message: string) => ({
    name: schema.name,
    limit,
    message,
  });
  const texts = choiceTexts(schema);
  if (texts.length > SLACK_LIMITS.selectOptions)
    return [
      problem(
        "selectOptions",
        `"${schema.title}" has ${counted(texts.length, "option")}; Slack shows at most ${SLACK_LIMITS.selectOptions}.`,
      ),
    ];
  if (schema.title.length > SLACK_LIMITS.inputLabel)
    return [
      problem(
        "inputLabel",
        `The question has ${amount(schema.title.length)} characters; Slack shows at most ${amount(SLACK_LIMITS.inputLabel)}.`,
      ),
    ];
  // Room for the rule that follows the instruction.
  if ((schema.instruction?.length ?? 0) > SLACK_LIMITS.inputHint - 300)
    return [
      problem(
        "inputHint",
        `The instruction of "${schema.title}" is longer than Slack shows below a field.`,
      ),
    ];
  const longest = choiceTexts(schema).reduce((sum, { length }) => sum + length, 0);
  if (longest > QUESTION_TEXT_CHARS)
    return [
      problem(
        "viewBytes",
        `The options of "${schema.title}" have ${amount(longest)} characters together; at most ${amount(QUESTION_TEXT_CHARS)} fit into a Slack form.`,
      ),
    ];
  return [];
}

/** Checks the questions of a session, each by itself and all together in one form. */
export function checkSchemasFitSlack(schemas: readonly LabelSchema[]): readonly SchemaProblem[] {
  const problems = schemas.flatMap(checkSchemaFitsSlack);
  if (problems.length > 0) return problems;
  const blocks = questionBlocks(schemas, { surface: "modal", render: 0, ref: "fit" });
  const free = BUDGETS.modalBlocks - 20;
  if (blocks.length > free)
    return [
      {
        limit: "modalBlocks",
        message: `${counted(schemas.length, "question")} with their comments need ${blocks.length} rows; a Slack form has room for ${free}.`,
      },
    ];
  if (countBytes(blocks) > BUDGETS.questionBytes)
    return [
      {
        limit: "viewBytes",
        message: `The questions have ${amount(countBlockText(blocks))} characters together; that is too much for one Slack form. Use fewer questions or shorter options.`,
      },
    ];
  return [];
}
