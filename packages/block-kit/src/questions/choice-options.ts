import type { LabelSchema } from "@labeldesk/core";
import type { PlainTextOption } from "@slack/types";
import { option } from "../blocks/blocks.js";
import { SLACK_LIMITS } from "../limits.js";
import { oneLine } from "../text/cut-text.js";

/** The value of the option that leaves a question open; all others are indexes. */
export const NO_ANSWER = "none";

/** The texts to choose from; empty for questions without a choice. A number is a choice when few whole numbers are allowed. */
export function choiceTexts({ input }: LabelSchema): readonly string[] {
  switch (input.kind) {
    case "passFail":
      return [input.positiveLabel, input.negativeLabel];
    case "categorical":
    case "categoricalList":
      return input.options;
    case "numeric":
      return smallRange(input).map(String);
    case "text":
    case "textList":
      return [];
  }
}

/** A choice whose texts do not all fit into options: they are numbered and listed in full above. */
export function needsList(texts: readonly string[]): boolean {
  return texts.some((text) => optionLabel(text) !== text);
}

/** The options to choose from, by index. */
export function choiceOptions(texts: readonly string[]): PlainTextOption[] {
  const numbered = needsList(texts);
  return texts.map((text, index) =>
    option(numbered ? optionLabel(`${index + 1}. ${text}`) : text, String(index)),
  );
}

/** Leaves a question open that was answered before: Slack lets nobody clear a radio button. */
export function noAnswerOption(): PlainTextOption {
  return option("No answer", NO_ANSWER);
}

function optionLabel(text: string): string {
  return oneLine(text, SLACK_LIMITS.optionText);
}

/** Whole numbers between bounds that leave 3 to 10 of them. From 0 to 1 is a score with decimals more often than a choice of two. */
function smallRange({
  min,
  max,
}: {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}): readonly number[] {
  if (min === undefined || max === undefined) return [];
  const count = max - min + 1;
  const whole = Number.isSafeInteger(min) && Number.isSafeInteger(max);
  if (!whole || count < 3 || count > SLACK_LIMITS.radioOptions) return [];
  return Array.from({ length: count }, (_, index) => min + index);
}
