import { checkAnswers, optionsOf } from "@labeldesk/core";
import type { Answer, AnswerValue, LabelSchema, SchemaInput } from "@labeldesk/core";

/** Asks for a line; `undefined` when there are no more. */
export type Ask = (prompt: string) => Promise<string | undefined>;

/** Answers, or what is to become of the item. `end`: there are no more lines. */
export type Asked = readonly Answer[] | "later" | "skip" | "end";

/** Asks each question until its answer keeps the rule. An empty line leaves it out; nothing at all is for later. */
export async function askQuestions(questions: readonly LabelSchema[], ask: Ask): Promise<Asked> {
  const given: Answer[] = [];
  for (const question of questions) {
    for (let prompt = `${question.title} [${hint(question.input)}]`; ;) {
      const line = await ask(prompt);
      if (line === undefined) return "end";
      if (line === "later" || line === "skip") return line;
      if (line === "") break;
      const answer = { name: question.name, value: readLine(question.input, line) };
      const { answers, problems } = checkAnswers([question], [answer]);
      given.push(...answers);
      if (problems.length === 0) break;
      prompt = problems.map(({ message }) => message).join(" ");
    }
  }
  return given.length === 0 ? "later" : given;
}

function hint(input: SchemaInput): string {
  if (input.kind === "passFail") return `${input.positiveLabel}/${input.negativeLabel}`;
  if (input.kind === "textList") return "text; text; …";
  return optionsOf(input).join("; ") || input.kind;
}

function readLine(input: SchemaInput, line: string): AnswerValue {
  switch (input.kind) {
    case "passFail":
      return line === input.positiveLabel || (line === input.negativeLabel ? false : line);
    case "numeric":
      return Number(line);
    case "categorical":
    case "text":
      return line;
    case "categoricalList":
    case "textList":
      return line.split(";");
  }
}
